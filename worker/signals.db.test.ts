/** Signals with a name: to a run that waits for them, to one that does not yet, and over the death of a worker. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@/core/items/item';
import { sweepKeptSignals } from '@/infra/db/run-store/signal-run';
import { resetLimit } from '@/services/limits/reset-limit';
import { setLimit } from '@/services/limits/set-limit';
import { cancelRun } from '@/services/runs/cancel-run';
import { pauseRun } from '@/services/runs/pause-run';
import { continueRun } from '@/services/runs/continue-run';
import { signalRun } from '@/services/runs/signal-run';
import { startRun } from '@/services/runs/start-run';
import { aFile, aNode, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
  // Long leases: what the sweep does is not done for those who should.
  await product.startWorker({ leaseMs: 120_000 });
});
afterAll(() => product.close());

//  start ── first ── second, each a wait for a signal
const waiting = (...signals: string[]) =>
  aFile(
    [
      aNode('start', 'manual-trigger'),
      ...signals.map((signal, n) => aNode(`wait${n}`, 'wait', { parameters: { for: 'signal', signal } })),
    ],
    signals.map((_, n) => `${n === 0 ? 'start' : `wait${n - 1}`} > wait${n}`),
  );
async function begin(own: TestProduct, ...signals: string[]): Promise<string> {
  const workflowId = await own.publish(waiting(...signals));
  return (await startRun(own.deps, own.tenant.scope, { workflowId, version: 'published', input: {} })).id;
}
const send = (id: string, [name, payload]: [string, Json], { deps, tenant }: TestProduct = product) =>
  signalRun(deps, tenant.scope, { id, name, payload });
const isWaiting = (run: { status: string }) => run.status === 'waiting';
const kept = (id: string) => product.database.query('select 1 from kept_signals where run_id = $1', [id]);

describe('a signal', () => {
  it('lets the step that waits for it go on with what it brings, and no other', async () => {
    const id = await begin(product, 'paid');
    await product.until(id, isWaiting);
    expect(await send(id, ['other', { n: 0 }])).toMatchObject({ delivered: false });
    expect(await send(id, ['paid', { n: 1 }])).toEqual({ id, delivered: true });
    const run = await product.until(id, isOver);
    expect(run).toMatchObject({ status: 'succeeded', output: [{ json: { n: 1 } }] });
  });

  it('brings no more than a history may hold, whether something waits for it or not', async () => {
    const id = await begin(product, 'paid');
    await product.until(id, isWaiting);
    for (const name of ['paid', 'other'])
      await expect(send(id, [name, 'x'.repeat(300_000)])).rejects.toMatchObject({
        code: 'run.payload-too-large',
        status: 413,
        details: { limit: 262_144 },
      });
    expect(await kept(id)).toEqual([]);
    expect(await send(id, ['paid', 'x'.repeat(200_000)])).toMatchObject({ delivered: true });
    expect((await product.until(id, isOver)).status).toBe('succeeded');
  });

  it('that comes before is kept for the first that waits for it, in order', async () => {
    const id = await begin(product, 'first', 'second', 'second');
    await product.until(id, isWaiting);
    for (const n of [1, 2]) expect(await send(id, ['second', { n }])).toMatchObject({ delivered: false });
    await send(id, ['first', {}]);
    const run = await product.until(id, isOver);
    expect(run).toMatchObject({ status: 'succeeded', output: [{ json: { n: 2 } }] });
    expect(await kept(id)).toEqual([]);
  });

  it('is kept while nobody works and while the run is paused', async () => {
    const own = await createTestProduct();
    const first = await own.startWorker({ leaseMs: 1500 });
    const id = await begin(own, 'one', 'two');
    await own.until(id, isWaiting);
    await pauseRun(own.deps, own.tenant.scope, { id });
    await first.abandon();
    await send(id, ['two', { n: 2 }], own);
    await send(id, ['one', { n: 1 }], own);
    await own.startWorker({ leaseMs: 1500 });
    await continueRun(own.deps, own.tenant.scope, { id });
    expect(await own.until(id, isOver)).toMatchObject({ output: [{ json: { n: 2 } }] });
    await own.close();
  });

  it('is refused when as many wait already as the tenant lets a run keep, and when the run has ended', async () => {
    const id = await begin(product, 'never');
    await product.until(id, isWaiting);
    const { deps, tenant } = product;
    await setLimit(deps, tenant.scope, { name: 'run.kept-signals', value: 3 });
    deps.db.limits.forget();
    for (let n = 0; n < 3; n += 1) await send(id, ['early', { n }]);
    const refused = { code: 'run.too-many-signals', details: { limit: 3 } };
    await expect(send(id, ['early', {}])).rejects.toMatchObject(refused);
    await resetLimit(deps, tenant.scope, { name: 'run.kept-signals' });
    deps.db.limits.forget();
    await send(id, ['early', {}]);
    await cancelRun(product.deps, product.tenant.scope, { id });
    await product.until(id, isOver);
    await expect(send(id, ['never', {}])).rejects.toMatchObject({ code: 'run.over' });
    await product.database.query(`update kept_signals set created_at = now() - interval '1 hour'`);
    await sweepKeptSignals(product.database.db.runner);
    expect(await kept(id)).toEqual([]);
  });

  it('reaches a run that is on its way to the wait at that moment', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => begin(product, 'now')));
    await Promise.all(ids.map((id, n) => send(id, ['now', { n }])));
    for (const [n, id] of ids.entries())
      expect(await product.until(id, isOver)).toMatchObject({ output: [{ json: { n } }] });
  });
});
