import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, post, start, type NodeSketch } from './fixtures/workflows';
import { RunPage } from './pages/run-page';

const shape: NodeSketch = {
  id: 'shape',
  type: 'code',
  name: 'Shape',
  parameters: { mode: 'all', source: 'return [{ city: "Bern" }];' },
};

test('runs are found by their filters and retried together', async ({ tenant, effects, page }) => {
  effects.answerWith(() => ({ status: 404, body: { error: 'no such order' } }));
  const bad = await tenant.seed(chain('Failing', [start, shape, post('send', 'Send', effects.url)]));
  const good = await tenant.seed(chain('Fine', [start, shape]));
  await page.goto(tenant.url('/runs'));
  await expect(page.getByText('No runs yet')).toBeVisible();
  const failed = [await tenant.run(bad), await tenant.run(bad)];
  const fine = await tenant.run(good);

  await expect(page.getByTestId(`runs.row.${fine.id}`)).toBeVisible();
  await test.step('filters stand in the address', async () => {
    await page.getByTestId('runs.filter.status').click();
    await page.getByTestId('runs.filter.status.failed').click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/status=failed/);
    await expect(page.getByTestId(`runs.row.${fine.id}`)).toBeHidden();
    await expect(page.getByTestId(`runs.row.${failed[0]?.id}`)).toContainText('Send');
    await page.getByTestId('runs.filter.text').fill('nothing is called this');
    await expect(page.getByText('No runs match')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect(page).toHaveURL(tenant.url('/runs'));
  });
  await expectAccessible(page, 'runs');

  await test.step('a range is chosen with shift', async () => {
    effects.answerWith(() => ({ status: 200, body: {} }));
    await page.getByTestId(`runs.select.${fine.id}`).click();
    await page.getByTestId(`runs.select.${failed[0]?.id}`).click({ modifiers: ['Shift'] });
    await expect(page.getByTestId('runs.bulk.cancel')).toBeDisabled();
    await expect(page.getByTestId('runs.bulk.retry')).toContainText('2');
    await page.getByTestId('runs.bulk.retry').click();
    await expect(page.getByTestId('runs.retry.dialog')).toContainText('Retry 2 runs?');
    await expect(page.getByTestId('runs.retry.repeats')).toContainText('“Send”');
    await page.getByTestId('runs.retry.confirm').click();
    await expect(page.getByText('2 runs started again.', { exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Retry', exact: true })).toHaveCount(2);
  });
});

test('a failed run says what to do, goes on, and is run again from a step', async ({
  tenant,
  effects,
  page,
}) => {
  effects.answerWith(() => ({ status: 503, body: { error: 'away' } }));
  const id = await tenant.seed(chain('Again', [start, shape, post('send', 'Send', effects.url)]));
  const failed = await tenant.run(id);
  const run = new RunPage(page, tenant);
  await run.open(failed.id);
  await run.expectStatus('failed');
  await expect(page.getByRole('alert').filter({ hasText: 'What to do:' })).toContainText('Send');
  await expectAccessible(page, 'failed run');

  await test.step('resume: the same run goes on', async () => {
    effects.answerWith(() => ({ status: 200, body: { ok: true } }));
    await page.getByTestId('run.resume').click();
    await page.getByTestId('run.resume.confirm').click();
    await run.expectStatus('succeeded');
    await expect(run.step('send')).toHaveAttribute('data-status', 'succeeded');
  });

  await test.step('what a step did, in words', async () => {
    await run.step('send').click();
    const pane = page.getByTestId('inspector.run');
    await expect(pane).toContainText('was answered at');
    await expectAccessible(page, 'step of a run');
  });

  await test.step('from a step, with other data', async () => {
    const before = effects.seen.length;
    await page.getByTestId('step.rerun').click();
    await expect(page.getByTestId('rerun.plan')).toContainText('Shape');
    await page.getByTestId('rerun.input.main').fill('[{ "city": "Thun" }]');
    await expectAccessible(page, 're-run dialog');
    await page.getByTestId('rerun.start').click();
    await expect(page).not.toHaveURL(tenant.url(`/runs/${failed.id}`));
    await run.expectStatus('succeeded');
    expect(effects.seen).toHaveLength(before + 1);
    expect(effects.seen.at(-1)?.body).toContain('Thun');
    await expect(page.getByTestId('run.parent')).toBeVisible();
  });

  await test.step('the steps by keyboard', async () => {
    await page.getByTestId('run.timeline').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(run.inspector.name).toHaveValue('Send');
  });
});

test('a run that another one waited for says that it goes on with it', async ({ tenant, effects, page }) => {
  effects.answerWith(() => ({ status: 404, body: {} }));
  const begun: NodeSketch = { id: 'begun', type: 'sub-workflow-trigger', name: 'Begun' };
  const callee = await tenant.seed(chain('Ship it', [begun, post('send', 'Send', effects.url)]), {
    publish: true,
  });
  const call: NodeSketch = {
    id: 'call',
    type: 'sub-workflow',
    name: 'Ship',
    parameters: { workflow: callee },
  };
  const caller = await tenant.run(await tenant.seed(chain('Order', [start, call])));
  const calledId = caller.steps.flatMap((step) => step.children ?? [])[0]?.runId ?? '';
  const run = new RunPage(page, tenant);

  await test.step('in the list, many at once', async () => {
    await page.goto(tenant.url('/runs'));
    await page.getByTestId(`runs.select.${calledId}`).check();
    await expect(page.getByTestId('runs.bulk.resume')).toBeDisabled();
    await expect(page.getByRole('region', { name: 'Selected runs' })).toContainText(
      '1 goes on with the run that called it',
    );
    await page.getByTestId(`runs.select.${caller.id}`).check();
    await expect(page.getByTestId('runs.bulk.resume')).toContainText('1');
  });

  await test.step('on its page, with the way to its caller', async () => {
    await run.open(calledId);
    await run.expectStatus('failed');
    await expect(page.getByTestId('run.goes-on-with-caller')).toBeVisible();
    await expect(page.getByTestId('run.again')).toBeVisible();
    await expect(page.getByTestId('run.resume')).toBeHidden();
    await expectAccessible(page, 'run that was called');
    await page.getByTestId('run.caller').click();
    await expect(page.getByRole('heading', { name: 'Order', level: 1 })).toBeVisible();
    await expect(page.getByTestId('run.resume')).toBeVisible();
  });
});
