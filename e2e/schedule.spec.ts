import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, type NodeSketch } from './fixtures/workflows';

const schedule: NodeSketch = {
  id: 'schedule',
  type: 'schedule',
  name: 'Schedule',
  parameters: { rules: [{ every: 'cron', expression: '0 9 * * 1-5' }], timezone: 'Asia/Tokyo' },
};
const done: NodeSketch = { id: 'done', type: 'no-op', name: 'Done' };

test('a schedule tells its next times and what is wrong, and once published what it did', async ({
  editor,
  tenant,
  page,
}) => {
  const workflowId = await tenant.seed(chain('By the clock', [schedule, done]));
  await editor.open(workflowId);
  await editor.inspect('Schedule');
  const { inspector } = editor;
  const next = page.getByTestId('schedule.next');
  const times = next.getByRole('cell', { name: /09:00$/ });
  const problem = page.getByTestId('schedule.problem');

  await test.step('the next times, by the clocks of its zone and the viewer’s', async () => {
    await expect(next.getByRole('columnheader', { name: 'Asia/Tokyo' })).toBeVisible();
    await expect(next.getByRole('columnheader', { name: /^Your time/ })).toBeVisible();
    await expect(times).toHaveCount(5);
    for (const time of await times.allTextContents()) expect(time).toMatch(/^(Mon|Tue|Wed|Thu|Fri),/);
    await expect(page.getByTestId('schedule.history')).toContainText('Nothing yet.');
    await expectAccessible(page, 'schedule');
  });

  await test.step('an expression that is wrong says where', async () => {
    await inspector.fill('rules.0.expression', '0 25 * * *');
    await expect(problem).toContainText('The hour "25" of the cron expression is not right.');
    await expect(next.getByRole('cell')).toHaveCount(0);
    await inspector.fill('rules.0.expression', '0 9 * *');
    await expect(problem).toContainText('Here are 4.');
    await inspector.fill('rules.0.expression', '0 9 30 2 *');
    await expect(problem).toContainText('no date fits it');
    await inspector.fill('rules.0.expression', '30 17 * * *');
    await expect(problem).toBeHidden();
    await expect(next.getByRole('cell', { name: /17:30$/ })).toHaveCount(5);
  });

  await test.step('more often than the limit allows', async () => {
    await inspector.choose('rules.0.every', 'Seconds');
    await expect(problem).toContainText('A schedule may come due every 60 seconds at most');
    await tenant.api.limit.set.mutate({
      tenant: tenant.slug,
      name: 'schedule.min-interval-seconds',
      value: 1,
    });
    await inspector.fill('rules.0.interval', '2');
    await expect(problem).toBeHidden();
    await expect(next.getByRole('row')).toHaveCount(6);
  });

  await test.step('published, it starts runs, which are told with a link', async () => {
    await editor.publish(1);
    const history = () =>
      tenant.api.schedule.history.query({ tenant: tenant.slug, workflowId, nodeId: 'schedule' });
    await expect.poll(async () => (await history()).items.length).toBeGreaterThan(0);
    await editor.open(workflowId);
    await editor.inspect('Schedule');
    const started = page.getByTestId(/^schedule\.fire\./).filter({ hasText: 'Started' });
    await started.first().getByRole('link', { name: 'Show run' }).click();
    await expect(page).toHaveURL(new RegExp(`/t/${tenant.slug}/runs/`));
    await expect(page.getByTestId('run.status')).toHaveAttribute('data-status', 'succeeded');
    await expect(page.getByTestId('run.step.schedule')).toHaveAttribute('data-status', 'succeeded');
  });
  // Nobody looks any more: it need not go on while other journeys run.
  await tenant.api.workflow.delete.mutate({ tenant: tenant.slug, id: workflowId });
});
