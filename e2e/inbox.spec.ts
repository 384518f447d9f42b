import { expectAccessible } from './fixtures/accessible';
import { findProcessId, getProcessId, getProduct } from './fixtures/product';
import { openSession } from './fixtures/session';
import { expect, test } from './fixtures/test';
import { trpcClient } from './fixtures/trpc-client';
import { chain, post, start } from './fixtures/workflows';

test.setTimeout(150_000);

const RECOVERY = { timeout: 60_000 };
const EACH = 4;

test('writes in doubt are decided in the inbox, alone and together, by whoever may', async ({
  page,
  tenant,
  effects,
  browser,
}) => {
  effects.hold();
  const send = {
    ...post('send', 'Send order', `${effects.url}/orders`),
    settings: { inDoubt: 'ask' as const },
  };
  const workflowId = await tenant.seed(chain('Take orders', [start, send]), { publish: true });
  const ids: string[] = [];
  for (let order = 1; order <= EACH; order += 1) {
    const { body } = await tenant.rest('POST', `/workflows/${workflowId}/runs`, {
      input: { order, apiKey: 'not for eyes' },
    });
    ids.push((body as { id: string }).id);
  }
  const statuses = async () =>
    (await Promise.all(ids.map((id) => tenant.api.run.get.query({ tenant: tenant.slug, id })))).map(
      ({ status }) => status,
    );

  await test.step('the worker dies while all of them are being sent', async () => {
    await expect.poll(() => effects.seen.length, RECOVERY).toBe(EACH);
    const killed = await getProcessId('worker');
    process.kill(killed, 'SIGKILL');
    effects.release();
    await expect
      .poll(async () => ((await findProcessId('worker')) ?? killed) !== killed, RECOVERY)
      .toBe(true);
    await expect.poll(statuses, RECOVERY).toEqual(ids.map(() => 'waiting'));
  });

  await test.step('they are counted, and shown with what is known', async () => {
    await page.goto(tenant.url('/inbox'));
    await expect(page.getByTestId('nav.inbox.count')).toContainText(String(EACH));
    const detail = page.getByTestId('inbox.detail');
    await expect(detail).toContainText('Nobody knows whether “Send order” did its work');
    await expect(detail).toContainText('POST');
    await expect(detail).toContainText('•••');
    await expect(detail).not.toContainText('not for eyes');
    await expectAccessible(page, 'inbox');
    // Looking decides nothing.
    expect(await statuses()).toEqual(ids.map(() => 'waiting'));
  });

  await test.step('by keyboard: down, on to the choices, it did happen', async () => {
    const list = page.getByTestId('inbox.list');
    await list.focus();
    await list.press('j');
    const shown = page.locator('[data-testid^="inbox.entry."][aria-current="true"]');
    const entry = (await shown.getAttribute('data-testid')) ?? '';
    const runId = entry.replace('inbox.entry.', '');
    expect(ids.slice(0, EACH - 1)).toContain(runId);
    await page.getByTestId('inbox.note').fill('Order found in their system.');
    await list.focus();
    await list.press('Enter');
    await expect(page.getByTestId('inbox.decide.repeat')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Taken as done.', { exact: true })).toBeVisible();
    await expect(page.getByTestId(entry)).toBeHidden();
    expect(effects.seen).toHaveLength(EACH);
    // The decision is on disk; a worker has to see it.
    const receipts = async () =>
      (await tenant.api.receipt.listOfRun.query({ tenant: tenant.slug, id: runId })).items;
    await expect.poll(receipts).toMatchObject([{ status: 'answered', decision: 'done' }]);
    expect((await receipts())[0]?.decidedBy).toMatch(/^user:/);
  });

  await test.step('a viewer neither sees nor decides', async () => {
    const email = `v-${tenant.slug}@example.com`;
    const { url } = await tenant.api.member.invite.mutate({ tenant: tenant.slug, email, role: 'viewer' });
    const { baseUrl } = getProduct();
    const token = new URL(url, baseUrl).searchParams.get('token') ?? '';
    const password = 'only looking around';
    const nobody = trpcClient({ baseUrl, cookie: '' });
    await nobody.invite.accept.mutate({ token, name: 'Vera Viewer', password });
    const viewer = await openSession({ email, password });
    const context = await browser.newContext({ storageState: viewer.storageState });
    const theirs = await context.newPage();
    await theirs.goto(tenant.url('/inbox'));
    await expect(theirs.getByTestId('inbox.may-not')).toBeVisible();
    await expect(
      theirs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }),
    ).toBeHidden();
    const refused = { data: { problem: { code: 'access.forbidden' } } };
    const doubts = ids.map((runId) => ({ runId, step: 'send' }));
    await expect(
      viewer.api.inbox.decide.mutate({ tenant: tenant.slug, doubts, decision: 'repeat' }),
    ).rejects.toMatchObject(refused);
    await expect(viewer.api.inbox.list.query({ tenant: tenant.slug })).rejects.toMatchObject(refused);
    await context.close();
  });

  await test.step('the others together: sent again under their keys', async () => {
    await page.getByTestId('inbox.select.all').check();
    await expect(page.getByTestId('inbox.detail')).toContainText(`the same about ${EACH - 1} writes`);
    await page.getByTestId('inbox.decide.repeat').click();
    await expect(page.getByText('Nothing to decide')).toBeVisible();
    await expect.poll(statuses, RECOVERY).toEqual(ids.map(() => 'succeeded'));
    expect(effects.seen).toHaveLength(EACH + EACH - 1);
    expect(new Set(effects.seen.map((request) => request.idempotencyKey)).size).toBe(EACH);
    await expect(page.getByTestId('nav.inbox.count')).toBeHidden();
  });
});
