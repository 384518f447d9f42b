import { readFile } from 'node:fs/promises';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, post, start, type NodeSketch } from './fixtures/workflows';
import { RunPage } from './pages/run-page';

const orders: NodeSketch = {
  id: 'orders',
  type: 'code',
  name: 'Orders',
  parameters: { mode: 'all', source: 'return [{ order: 1 }, { order: 2 }];' },
};

test('the ledger says what was sent, what came back, and that it was not sent twice', async ({
  tenant,
  effects,
  page,
}) => {
  // The second order is refused once: the step is called again, the first order is not sent again.
  let refusals = 1;
  effects.answerWith(({ body }) =>
    body.includes('2') && refusals-- > 0 ? { status: 503, body: {} } : { status: 201, body: { ok: true } },
  );
  const send = {
    ...post('send', 'Send order', `${effects.url}/orders`),
    settings: { retry: { attempts: 3, backoff: 'fixed' as const, delayMs: 1 } },
  };
  const workflowId = await tenant.seed(chain('Send the orders', [start, orders, send]));
  const done = await tenant.run(workflowId);
  expect(done.status).toBe('succeeded');
  expect(effects.seen).toHaveLength(3);

  await test.step('of a run', async () => {
    const run = new RunPage(page, tenant);
    await run.open(done.id);
    await page.getByTestId('run.section.ledger').click();
    const entries = page.getByTestId('run.ledger.send');
    await expect(entries).toHaveCount(2);
    await expect(entries.first()).toContainText(/POST .+\/orders.* answered 201 at/);
    await expect(entries.first()).toContainText('not repeated on 1 later try');
    await expect(entries.last()).toContainText('Try 2');
    await expectAccessible(page, 'ledger of a run');
    await entries.first().getByRole('button', { name: 'Show the step “Send order”' }).click();
    await expect(run.inspector.panel).toBeVisible();
  });

  await test.step('of the workflow, narrowed by the address', async () => {
    effects.answerWith(() => ({ status: 404, body: {} }));
    await tenant.run(workflowId);
    await page.goto(tenant.url(`/workflows/${workflowId}/ledger`));
    await expect(page.getByTestId(`ledger.row.${done.id}`)).toHaveCount(2);
    await page.getByTestId('ledger.filter.status').click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await expect(page).toHaveURL(/status=failed/);
    await expect(page.getByTestId(`ledger.row.${done.id}`)).toHaveCount(0);
    await expect(page.getByText('was refused with 404')).toBeVisible();
    await expectAccessible(page, 'ledger of a workflow');
    await page.getByTestId('ledger.filter.clear').click();
    await expect(page.getByTestId(`ledger.row.${done.id}`)).toHaveCount(2);
  });

  await test.step('as a file that a spreadsheet may open', async () => {
    const download = page.waitForEvent('download');
    await page.getByTestId('ledger.export').click();
    await page.getByTestId('ledger.export.csv').click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toMatch(/^intendedAt,/);
    expect(lines).toHaveLength(4);
    const response = await fetch(
      new URL(`/api/v1/workflows/${workflowId}/receipts?format=csv`, tenant.url('/')),
      {
        headers: { authorization: `Bearer ${tenant.key}` },
      },
    );
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect((await response.text()).trim().split('\r\n')).toEqual(lines);
  });

  await test.step('and leads to the run', async () => {
    await page.getByTestId(`ledger.row.${done.id}`).first().getByRole('link').click();
    await expect(page.getByTestId('run.ledger')).toBeVisible();
  });
});
