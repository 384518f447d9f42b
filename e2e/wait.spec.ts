import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/test';
import { chain, post, start, type NodeSketch } from './fixtures/workflows';
import { RunPage } from './pages/run-page';

const approval: NodeSketch = {
  id: 'approval',
  type: 'wait',
  name: 'Approval',
  parameters: { for: 'webhook', limitMs: 86_400_000, onLimit: 'fail' },
};
const nobody = { cookies: [], origins: [] };

test('a run that waits says for what; its address opened in a browser asks, and the button lets it go on', async ({
  tenant,
  effects,
  page,
  browser,
}) => {
  const workflowId = await tenant.seed(
    chain('Approvals', [start, approval, post('send', 'Send', effects.url)]),
  );
  const { id } = await tenant.api.run.start.mutate({ tenant: tenant.slug, workflowId, version: 'draft' });
  const run = new RunPage(page, tenant);
  await run.open(id);

  await test.step('what it waits for, and until when', async () => {
    await run.expectStatus('waiting');
    const waits = page.getByTestId('run.waits');
    await expect(waits).toContainText('Approval: Waits for a call at its resume address');
    await expect(waits).toContainText(/until .+ at the latest \(.*(tomorrow|in 24 hours|in 1 day).*\)/);
  });

  const address = page.getByTestId('step.resume-address');
  await test.step('the address is shown when it is asked for', async () => {
    await run.step('approval').click();
    await expect(page.getByTestId('step.wait')).toHaveAttribute('data-for', 'call');
    await expect(address).toBeHidden();
    await page.getByTestId('step.resume-address.show').click();
    await expect(address).toHaveText(new RegExp(`/hooks-resume/${tenant.slug}/${id}/`));
    await expectAccessible(page, 'run that waits');
  });
  const url = (await address.textContent()) ?? '';

  // Somebody outside, who has the address and no account.
  const context = await browser.newContext({ storageState: nobody });
  const theirs = await context.newPage();
  await test.step('looking at it changes nothing', async () => {
    await theirs.goto(url);
    await theirs.reload();
    await expect(theirs.getByRole('heading', { name: 'A workflow waits for you' })).toBeVisible();
    await expect(theirs.getByRole('button')).toHaveCount(1);
    await expectAccessible(theirs, 'page of a resume address');
    await page.reload();
    await run.expectStatus('waiting');
    expect(effects.seen).toEqual([]);
  });

  await test.step('the button lets the run go on', async () => {
    await theirs.getByRole('button', { name: 'Go on' }).click();
    await expect(theirs.getByRole('heading', { name: 'Thank you' })).toBeVisible();
    await run.expectStatus('succeeded');
    await expect(page.getByTestId('run.waits')).toBeHidden();
    expect(effects.seen).toHaveLength(1);
  });

  await test.step('and there is nothing more to press', async () => {
    await theirs.goto(url);
    await expect(theirs.getByRole('heading', { name: 'This workflow has ended' })).toBeVisible();
    await expect(theirs.getByRole('button')).toHaveCount(0);
  });
  await context.close();
});
