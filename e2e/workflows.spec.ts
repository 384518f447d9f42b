import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, start, type NodeSketch } from './fixtures/workflows';

const stop: NodeSketch = { id: 'stop', type: 'stop', name: 'Stop', parameters: { message: 'No.' } };

test('workflows are found by how they stand, and sorted, in the address', async ({ tenant, page }) => {
  await tenant.seed(chain('Bravo', [start]));
  await tenant.seed(chain('Alpha', [start]), { publish: true });
  const failing = await tenant.seed(chain('Charlie', [start, stop]), { publish: true });
  await tenant.rest('POST', `/workflows/${failing}/runs`, { wait: true });
  await page.goto(tenant.url('/workflows'));
  const names = page.getByRole('row').getByRole('link');
  await expect(names).toHaveCount(3);
  await expectAccessible(page, 'workflows');

  const choose = async (filter: string, option: string) => {
    await page.getByTestId(filter).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('workflows.sort', 'By name');
  await expect(names).toHaveText(['Alpha', 'Bravo', 'Charlie']);
  await choose('workflows.filter.state', 'Published');
  await expect(names).toHaveText(['Alpha', 'Charlie']);
  await choose('workflows.filter.runs', 'Failed runs wait');
  await expect(names).toHaveText(['Charlie']);
  await expect(page).toHaveURL(/state=published&runs=failing&sort=name/);
  await page.reload();
  await expect(names).toHaveText(['Charlie']);
  await page.getByTestId('workflows.filter.text').fill('nothing is called this');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await page.getByTestId('workflows.filter.clear').click();
  await expect(names).toHaveText(['Alpha', 'Bravo', 'Charlie']);
});
