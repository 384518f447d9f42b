import type { EffectServer } from '@/testing/product/effect-server';
import { expectAccessible } from './fixtures/accessible';
import { findProcessId, getProcessId } from './fixtures/product';
import type { TestTenant } from './fixtures/tenant';
import { expect, test } from './fixtures/test';
import { chain, post, start } from './fixtures/workflows';
import { RunPage } from './pages/run-page';

test.setTimeout(150_000);

const EACH = 25;
const RECOVERY = { timeout: 60_000 };

/** Publishes a workflow that sends one order, and starts its runs. Gives their ids by order. */
async function startOrders(
  tenant: TestTenant,
  { url, inDoubt }: { url: string; inDoubt: 'repeat' | 'ask' },
): Promise<string[]> {
  const send = { ...post('send', 'Send order', `${url}/${inDoubt}`), settings: { inDoubt } };
  const id = await tenant.seed(chain(`Orders, ${inDoubt}`, [start, send]), { publish: true });
  const runs = Array.from({ length: EACH }, async (_, order) => {
    const { status, body } = await tenant.rest('POST', `/workflows/${id}/runs`, { input: { order } });
    expect(status).toBe(202);
    return (body as { id: string }).id;
  });
  return Promise.all(runs);
}

/** Order → the keys under which the other side saw it on this path. */
function keysByOrder(effects: EffectServer, path: string): Map<number, (string | null)[]> {
  const keys = new Map<number, (string | null)[]>();
  for (const request of effects.seen.filter((seen) => seen.path === path)) {
    const { order } = JSON.parse(request.body) as { order: number };
    keys.set(order, [...(keys.get(order) ?? []), request.idempotencyKey]);
  }
  return keys;
}

/** How many runs stand in each status. */
async function countStatuses(tenant: TestTenant, ids: readonly string[]): Promise<Record<string, number>> {
  const statuses = await Promise.all(
    ids.map(async (id) => (await tenant.api.run.get.query({ tenant: tenant.slug, id })).status),
  );
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test('a worker killed in the middle of 50 writes: repeated under the same key, or decided by a person', async ({
  page,
  tenant,
  effects,
}) => {
  effects.hold();
  const repeating = await startOrders(tenant, { url: effects.url, inDoubt: 'repeat' });
  const asking = await startOrders(tenant, { url: effects.url, inDoubt: 'ask' });

  await test.step('all 50 are in their HTTP step when the worker dies', async () => {
    await expect.poll(() => effects.seen.length, RECOVERY).toBe(2 * EACH);
    const killed = await getProcessId('worker');
    process.kill(killed, 'SIGKILL');
    effects.release();
    await expect
      .poll(async () => ((await findProcessId('worker')) ?? killed) !== killed, RECOVERY)
      .toBe(true);
  });

  await test.step('those that may repeat are sent again under the same key, and end', async () => {
    await expect.poll(() => countStatuses(tenant, repeating), RECOVERY).toEqual({ succeeded: EACH });
    const keys = keysByOrder(effects, '/repeat');
    expect(keys.size).toBe(EACH);
    for (const [first, ...more] of keys.values()) {
      expect(first).toMatch(/\S{16,}/);
      expect(more).toEqual([first]);
    }
    expect(new Set([...keys.values()].flat()).size).toBe(EACH);
  });

  await test.step('those that ask wait, and nothing was sent for them', async () => {
    await expect.poll(() => countStatuses(tenant, asking), RECOVERY).toEqual({ waiting: EACH });
    for (const keys of keysByOrder(effects, '/ask').values()) expect(keys).toHaveLength(1);
  });

  const run = new RunPage(page, tenant);
  const [repeated = '', happened = '', failed = '', ...others] = asking;
  await test.step('a person decides on the run page', async () => {
    const clicks = [
      [repeated, 'repeat', 'succeeded'],
      [happened, 'done', 'succeeded'],
      [failed, 'fail', 'failed'],
    ] as const;
    for (const [id, decision, status] of clicks) {
      await run.open(id);
      await expect(run.step('send')).toHaveAttribute('data-status', 'in-doubt');
      await expect(page.getByText('Nobody knows whether “Send order” did its work')).toBeVisible();
      if (id === repeated) await expectAccessible(page, 'a decision');
      await run.decision(decision, 'send').click();
      await run.expectStatus(status);
    }
  });

  await test.step('the rest is decided through the API', async () => {
    await Promise.all(
      others.map(async (id, index) => {
        const { steps } = await tenant.api.run.get.query({ tenant: tenant.slug, id });
        const step = steps.find((candidate) => candidate.status === 'in-doubt')?.key ?? '';
        const decision = index % 2 === 0 ? 'done' : 'fail';
        await tenant.api.run.decide.mutate({ tenant: tenant.slug, id, step, decision });
      }),
    );
    await expect.poll(() => countStatuses(tenant, others), RECOVERY).toEqual({ succeeded: 11, failed: 11 });
  });

  await test.step('only what was told to repeat was sent again, under its own key', async () => {
    const { steps } = await tenant.api.run.get.query({ tenant: tenant.slug, id: repeated });
    expect(steps.find((step) => step.nodeId === 'send')?.status).toBe('succeeded');
    const sent = [...keysByOrder(effects, '/ask').values()];
    expect(sent.filter((keys) => keys.length === 1)).toHaveLength(EACH - 1);
    const [twice = []] = sent.filter((keys) => keys.length === 2);
    expect(twice).toHaveLength(2);
    expect(new Set(twice).size).toBe(1);
  });
});
