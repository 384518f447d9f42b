import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, post, start, type NodeSketch } from './fixtures/workflows';
import { RunPage } from './pages/run-page';

const day: NodeSketch = {
  id: 'wait',
  type: 'wait',
  name: 'Wait',
  parameters: { for: 'duration', ms: 86_400_000 },
};
const signal: NodeSketch = {
  id: 'paid',
  type: 'wait',
  name: 'Paid',
  parameters: { for: 'signal', signal: 'order.paid' },
};

test('a run is paused, stays so, and goes on with a signal that came meanwhile', async ({
  tenant,
  effects,
  page,
}) => {
  const workflowId = await tenant.seed(
    chain('Paid orders', [start, signal, post('send', 'Send', effects.url)]),
  );
  const { id } = await tenant.api.run.start.mutate({ tenant: tenant.slug, workflowId, version: 'draft' });
  const run = new RunPage(page, tenant);
  await run.open(id);
  await run.expectStatus('waiting');

  await test.step('paused, also after a reload', async () => {
    await page.getByTestId('run.pause').click();
    await run.expectStatus('paused');
    await expect(page.getByTestId('run.continue')).toBeVisible();
    await expectAccessible(page, 'paused run');
    await page.reload();
    await run.expectStatus('paused');
  });

  await test.step('a signal is taken, and nothing happens yet', async () => {
    const sent = await tenant.rest('POST', `/runs/${id}/signals`, {
      name: 'order.paid',
      payload: { amount: 7 },
    });
    expect(sent).toMatchObject({ status: 202, body: { id, delivered: true } });
    await run.expectStatus('paused');
    expect(effects.seen).toEqual([]);
  });

  await test.step('continued', async () => {
    await page.getByTestId('run.continue').click();
    await run.expectStatus('succeeded');
    expect(effects.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ amount: 7 }]);
  });
});

test('runs are paused and continued together; of a limited workflow one goes on at once', async ({
  tenant,
  page,
}) => {
  const file = { ...chain('One at a time', [start, day]), settings: { concurrency: 1 } };
  const workflowId = await tenant.seed(file, { publish: true });
  const begin = () => tenant.api.run.start.mutate({ tenant: tenant.slug, workflowId, version: 'published' });
  const [one, two] = [await begin(), await begin()];
  await page.goto(tenant.url('/runs'));
  const row = (id: string) => page.getByTestId(`runs.row.${id}`);
  await expect(row(one.id)).toContainText('Waiting');
  await expect(row(two.id)).toContainText('Queued');
  for (const { id } of [one, two]) await page.getByTestId(`runs.select.${id}`).click();
  await page.getByTestId('runs.bulk.pause').click();
  await expect(page.getByText('2 runs are paused.', { exact: true })).toBeVisible();
  await expect(row(two.id)).toContainText('Paused');
  for (const { id } of [one, two]) await page.getByTestId(`runs.select.${id}`).click();
  await page.getByTestId('runs.bulk.continue').click();
  await expect(row(one.id)).toContainText('Waiting');
  await expect(row(two.id)).toContainText('Queued');
});
