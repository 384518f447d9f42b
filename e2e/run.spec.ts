import { expect, test } from './fixtures/test';
import { chain, post, start, type NodeSketch } from './fixtures/workflows';
import { RunPage } from './pages/run-page';

const shape: NodeSketch = {
  id: 'shape',
  type: 'code',
  name: 'Shape',
  parameters: { mode: 'all', source: 'return [{ city: "Bern", rank: 1 }, { city: "Biel", rank: 2 }];' },
};

test('a test run is seen live, and its data in three views', async ({ editor, tenant, effects, page }) => {
  effects.hold();
  const send = post('send', 'Send', effects.url);
  await editor.open(await tenant.seed(chain('Live', [start, shape, send])));
  await editor.testRun();

  await test.step('while it runs', async () => {
    await expect.poll(() => effects.seen.length).toBeGreaterThan(0);
    await expect(editor.runStatus).toHaveAttribute('data-status', 'running');
    await expect(editor.node('Shape')).toHaveAttribute('data-status', 'succeeded');
    await expect(editor.node('Shape')).toContainText('2 items');
    await expect(editor.node('Send')).toHaveAttribute('data-status', 'running');
  });

  await test.step('when it is done', async () => {
    effects.release();
    await expect(editor.runStatus).toHaveAttribute('data-status', 'succeeded');
    await expect(editor.node('Send')).toHaveAttribute('data-status', 'succeeded');
    await expect(editor.node('Send')).toContainText(/2 items · [\d.]+ m?s/);
    expect(effects.seen).toHaveLength(2);
  });

  const { inspector } = editor;
  await editor.inspect('Send');
  await inspector.openTab('Input');
  await test.step('table', async () => {
    await inspector.showData('input', 'table');
    const table = inspector.data('input').getByRole('table');
    await expect(table.getByRole('columnheader', { name: 'city' })).toBeVisible();
    await expect(table.getByRole('row')).toHaveCount(3);
    await expect(table.getByRole('cell', { name: 'Biel' })).toBeVisible();
  });
  await test.step('JSON', async () => {
    await inspector.showData('input', 'json');
    await expect(inspector.data('input').getByLabel('JSON').last()).toContainText('"city": "Bern"');
  });
  await test.step('schema', async () => {
    await inspector.showData('input', 'schema');
    await expect(inspector.data('input').getByRole('listitem').filter({ hasText: 'rank' })).toContainText(
      'number',
    );
  });
  await inspector.openTab('Output');
  await inspector.showData('output', 'json');
  await expect(inspector.data('output').getByLabel('JSON').last()).toContainText('"status": 200');
  await expect(page.getByTestId('run.step.send')).toHaveAttribute('data-status', 'succeeded');
});

test('a node that fails says why, on the canvas and in the run', async ({
  editor,
  tenant,
  effects,
  page,
}) => {
  effects.answerWith(() => ({ status: 404, body: { error: 'no such order' } }));
  await editor.open(
    await tenant.seed(chain('Failing', [start, post('send', 'Send', `${effects.url}/orders`)])),
  );
  await editor.testRun();
  await expect(editor.runStatus).toHaveAttribute('data-status', 'failed');
  await expect(editor.node('Send')).toHaveAttribute('data-status', 'failed');
  await expect(editor.node('Send')).toContainText('404');
  await expect(page.getByTestId('run.step.send')).toHaveAttribute('data-status', 'failed');
  await expect(editor.runPanel.getByRole('alert')).toContainText('Send:');
});

test('a finished run stands on the graph it ran on, for reading', async ({ editor, tenant, page }) => {
  const id = await tenant.seed(chain('History', [start, shape]));
  const { id: runId } = await tenant.run(id);
  await editor.open(id);
  await editor.inspect('Shape');
  await editor.inspector.rename('Reshaped since');
  await editor.waitSaved();

  const run = new RunPage(page, tenant);
  await page.getByTestId('editor.runs').click();
  await page.getByRole('link', { name: 'Open run of History' }).click();
  await expect(page).toHaveURL(tenant.url(`/runs/${runId}`));
  await run.expectStatus('succeeded');
  await expect(editor.node('Shape')).toHaveAttribute('data-status', 'succeeded');
  await expect(editor.node('Reshaped since')).toBeHidden();
  await expect(page.getByTestId('palette.search')).toBeHidden();
  await expect(page.getByTestId('palette.open')).toBeHidden();
  await run.step('shape').click();
  await expect(run.inspector.name).toHaveJSProperty('readOnly', true);
  await run.inspector.openTab('Output');
  await expect(run.inspector.data('output').getByRole('cell', { name: 'Biel' })).toBeVisible();
});

test('a run under way can be cancelled', async ({ editor, tenant, effects }) => {
  effects.hold();
  await editor.open(await tenant.seed(chain('Endless', [start, post('send', 'Send', effects.url)])));
  await editor.testRun();
  await expect(editor.node('Send')).toHaveAttribute('data-status', 'running');
  await editor.runPanel.getByRole('button', { name: 'Cancel run' }).click();
  await expect(editor.runStatus).toHaveAttribute('data-status', 'cancelled');
  await expect(editor.runPanel.getByRole('button', { name: 'Cancel run' })).toBeHidden();
});
