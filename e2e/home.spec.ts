import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, start, type NodeSketch } from './fixtures/workflows';

const stop: NodeSketch = {
  id: 'stop',
  type: 'stop',
  name: 'No address',
  parameters: { message: 'The order has no address.' },
};

test('a template runs as it is, and the home page tells of it', async ({ page, tenant, editor }) => {
  await page.goto(tenant.url(''));
  const step = (name: string) => page.getByTestId(`home.checklist.${name}`);
  await expect(step('run')).toHaveAttribute('data-done', 'false');
  await expectAccessible(page, 'home of a new tenant');

  await test.step('taken with one click, it opens in the editor and runs', async () => {
    await page.getByTestId('home.template.triage-orders.use').click();
    await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}/);
    await expect(editor.saveState).toHaveAttribute('data-state', 'saved');
    await editor.testRun();
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    await expect(editor.node('Orders per queue')).toContainText('4 items');
  });

  const { workflowId } = editor;
  await page.goto(tenant.url(''));
  await expect(page.getByTestId(`home.recent.workflow.${workflowId}`)).toContainText('Triage orders');
  await expect(page.getByTestId(/^home\.recent\.run\./)).toContainText('Succeeded');
  await expect(step('run')).toHaveAttribute('data-done', 'true');

  await test.step('the first steps stay away once they were put away', async () => {
    await page.getByTestId('home.checklist.dismiss').click();
    await expect(page.getByTestId('home.checklist')).toBeHidden();
    await page.reload();
    await expect(page.getByTestId('home.recent.workflow.' + workflowId)).toBeVisible();
    await expect(page.getByTestId('home.checklist')).toBeHidden();
  });
});

test('what failed needs attention and opens with one click', async ({ page, tenant }) => {
  await page.goto(tenant.url(''));
  const workflowId = await tenant.seed(chain('Send the orders', [start, stop]), { publish: true });
  const { body } = await tenant.rest('POST', `/workflows/${workflowId}/runs`, { wait: true });
  await page.reload();
  const attention = page.getByTestId('home.attention');
  await expect(attention).toContainText('Send the orders');
  await expect(attention).toContainText('Failed once');
  await attention.getByRole('link', { name: 'Send the orders: Failed once' }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${(body as { id: string }).id}`));
  await expect(page.getByText('The order has no address.').first()).toBeVisible();
});
