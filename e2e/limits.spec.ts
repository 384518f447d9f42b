import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, start, type NodeSketch } from './fixtures/workflows';
import { Shell } from './pages/shell';

const three: NodeSketch = {
  id: 'three',
  type: 'code',
  name: 'Three orders',
  parameters: { source: 'return [1, 2, 3].map((id) => ({ id }));' },
};

test('an admin lowers a limit, runs keep to it in words, and the default comes back', async ({
  page,
  tenant,
}) => {
  const workflowId = await tenant.seed(chain('Three orders', [start, three]), { publish: true });
  const run = async () => {
    const { body } = await tenant.rest('POST', `/workflows/${workflowId}/runs`, { wait: true });
    return body as { status: string; error: { code: string; message: string } | null };
  };
  expect((await run()).status).toBe('succeeded');

  await page.goto(tenant.url('/'));
  await new Shell(page).go('Limits');
  await expect(page.getByRole('heading', { name: 'Limits', level: 1 })).toBeVisible();
  const value = page.getByTestId('limits.value.step.items');
  await expect(value).toHaveText('1,000,000');

  await test.step('a value outside of the range is not taken, and Escape gives up', async () => {
    await page.getByRole('button', { name: 'Change: Items of a step' }).click();
    const input = page.getByLabel('Items of a step');
    await expect(input).toBeFocused();
    await input.fill('0');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page, 'a limit that is being changed');
    await input.press('Escape');
    await expect(value).toHaveText('1,000,000');
    await expect(page.getByRole('button', { name: 'Change: Items of a step' })).toBeFocused();
  });

  await test.step('a new value counts for the next run', async () => {
    await page.getByRole('button', { name: 'Change: Items of a step' }).click();
    await page.getByLabel('Items of a step').fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(value).toHaveText('2');
    const row = page.getByTestId('limits.limit.step.items');
    await expect(row).toContainText('Changed by');
    await expect(row).toContainText('Default: 1,000,000');
    await expect.poll(async () => (await run()).error?.code).toBe('step.too-many-items');
    expect((await run()).error?.message).toContain('more than 2 items');
  });

  await test.step('reset brings the default back', async () => {
    await page.getByRole('button', { name: 'Reset to the default: Items of a step' }).click();
    await expect(value).toHaveText('1,000,000');
    await expect.poll(async () => (await run()).status).toBe('succeeded');
  });

  await test.step('all of it is in the audit log', async () => {
    await new Shell(page).go('Audit log');
    await expect(page.getByRole('cell', { name: 'Changed a limit' })).toBeVisible();
    await expect(page.getByRole('cell', { name: 'Reset a limit' })).toBeVisible();
    await page.getByTestId('audit.filter.action').click();
    await page.getByRole('option', { name: 'Reset a limit' }).click();
    await expect(page).toHaveURL(/what=limit.reset/);
    await expect(page.getByRole('cell', { name: 'Changed a limit' })).toBeHidden();
    await expect(page.getByRole('cell', { name: 'Reset a limit' })).toBeVisible();
    await page.getByTestId('audit.filter.text').fill('nothing is called this');
    await expect(page.getByText('No entry matches')).toBeVisible();
    await expectAccessible(page, 'audit log without a match');
  });
});
