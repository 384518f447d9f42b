/** Going on with a run that has ended: the same run, and nothing sent twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancelRun } from '@/services/runs/cancel-run';
import { decideDoubt } from '@/services/runs/decide-doubt';
import { resumeRun } from '@/services/runs/resume-run';
import { startRun } from '@/services/runs/start-run';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, isOver, statuses } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;
let failing: Set<string>;

beforeAll(async () => {
  product = await createTestProduct();
  server = await startEffectServer();
});
afterAll(async () => {
  await server.close();
  await product.close();
});
beforeEach(() => {
  server.seen.length = 0;
  server.release();
  failing = new Set();
  server.answerWith(({ path }) => ({ status: failing.has(path) ? 422 : 200, body: { path } }));
});

const start = async (own: TestProduct, file: ReturnType<typeof aFile>) => {
  const workflowId = await own.publish(file);
  const { deps, tenant } = own;
  return (await startRun(deps, tenant.scope, { workflowId, version: 'published', input: { n: 1 } })).id;
};
const resume = (own: TestProduct, id: string) => resumeRun(own.deps, own.tenant.scope, { id });

//  start ── first ── second ── end
const twoWrites = () =>
  aFile(
    [
      aNode('start', 'manual-trigger'),
      aPost('first', `${server.url}/first`),
      aPost('second', `${server.url}/second`),
      aNode('end', 'no-op'),
    ],
    ['start > first', 'first > second', 'second > end'],
  );

describe('a run that failed', () => {
  beforeAll(async () => {
    await product.startWorker();
  });

  it('goes on where it ended, under the same id and keys, and leaves its dead letter behind', async () => {
    failing.add('/second');
    const id = await start(product, twoWrites());
    const failed = await product.until(id, isOver);
    expect(failed).toMatchObject({ status: 'failed', error: { nodeName: 'second' } });
    failing.clear();
    await resume(product, id);
    const run = await product.until(id, (now) => now.status === 'succeeded');
    expect(run.error).toBeNull();
    expect(statuses(run)).toEqual({
      start: 'succeeded',
      first: 'succeeded',
      second: 'succeeded',
      end: 'succeeded',
    });
    expect(server.seen.map(({ path }) => path)).toEqual(['/first', '/second', '/second']);
    expect(server.seen[1]?.idempotencyKey).toBe(server.seen[2]?.idempotencyKey);
    const log = await product.database.query<{ seq: number; epoch: number }>(
      'select seq, epoch from run_facts where run_id = $1 order by seq',
      [id],
    );
    expect(log.map((row) => row.seq)).toEqual(log.map((_, index) => index));
    expect(log.map((row) => row.epoch)).toEqual(log.map((row) => row.epoch).toSorted((a, b) => a - b));
    const audit = await product.database.query(
      "select target_id, details from audit where action = 'run.resume' and target_id = $1",
      [id],
    );
    expect(audit).toEqual([{ target_id: id, details: { was: 'failed' } }]);
  });

  it('can fail and be resumed again and again', async () => {
    failing.add('/second');
    const id = await start(product, twoWrites());
    for (let round = 0; round < 3; round += 1) {
      await product.until(id, isOver);
      await resume(product, id);
    }
    await product.until(id, isOver);
    failing.clear();
    await resume(product, id);
    await product.until(id, (now) => now.status === 'succeeded');
    expect(server.seen.filter(({ path }) => path === '/first')).toHaveLength(1);
    expect(new Set(server.seen.map((seen) => seen.idempotencyKey)).size).toBe(2);
  });

  it('is resumed by one of many who ask at once', async () => {
    failing.add('/second');
    const id = await start(product, twoWrites());
    await product.until(id, isOver);
    server.hold();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => resume(product, id)));
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as object] : [],
    );
    expect(refused).toHaveLength(7);
    for (const problem of refused) {
      expect(problem).toMatchObject({
        code: expect.stringMatching(/^run\.(resumed-meanwhile|still-live)$/),
        status: 409,
      });
    }
    server.release();
    await product.until(id, isOver);
    expect(server.seen.filter(({ path }) => path === '/second')).toHaveLength(2);
  });

  it('is not resumed when it succeeded, goes on, is unknown, or its log is gone', async () => {
    const done = await start(product, twoWrites());
    await product.until(done, isOver);
    await expect(resume(product, done)).rejects.toMatchObject({ code: 'run.succeeded', status: 409 });
    server.hold();
    const live = await start(product, twoWrites());
    await expect(resume(product, live)).rejects.toMatchObject({ code: 'run.still-live', status: 409 });
    await cancelRun(product.deps, product.tenant.scope, { id: live });
    await product.until(live, isOver);
    server.release();
    await expect(resume(product, product.deps.ids.uuid7())).rejects.toMatchObject({ status: 404 });
    await product.database.query('delete from run_facts where run_id = $1', [live]);
    await expect(resume(product, live)).rejects.toMatchObject({ code: 'run.log-gone', status: 409 });
  });

  it('takes no run of another tenant', async () => {
    failing.add('/second');
    const id = await start(product, twoWrites());
    await product.until(id, isOver);
    const { aTenant } = await import('@/testing/builders/people');
    const other = await aTenant(product.deps);
    await expect(resumeRun(product.deps, other.scope, { id })).rejects.toMatchObject({ status: 404 });
    expect((await product.until(id, isOver)).status).toBe('failed');
  });

  it('has its whole time limit again', async () => {
    failing.add('/second');
    const file = { ...twoWrites(), settings: { timeoutMs: 60_000 } };
    const id = await start(product, file);
    await product.until(id, isOver);
    await product.database.query("update runs set started_at = now() - interval '1 day' where id = $1", [id]);
    failing.clear();
    await resume(product, id);
    expect((await product.until(id, isOver)).status).toBe('succeeded');
  });
});

describe('a run that was cancelled inside a write', () => {
  it.each([
    { inDoubt: 'ask' as const, sent: 1 },
    { inDoubt: 'fail' as const, sent: 1 },
    { inDoubt: 'repeat' as const, sent: 2 },
  ])('follows its policy when it is resumed: $inDoubt', async ({ inDoubt, sent }) => {
    server.hold();
    const file = aFile(
      [aNode('start', 'manual-trigger'), aPost('post', `${server.url}/post`, { inDoubt })],
      ['start > post'],
    );
    const id = await start(product, file);
    await product.until(id, () => server.seen.length === 1);
    await cancelRun(product.deps, product.tenant.scope, { id });
    await product.until(id, isOver);
    server.release();
    await resume(product, id);
    if (inDoubt !== 'repeat') {
      const waiting = await product.until(id, (now) => now.status === 'waiting');
      expect(statuses(waiting)).toMatchObject({ post: 'in-doubt' });
      await decideDoubt(product.deps, product.tenant.scope, {
        id,
        step: 'post',
        decision: 'done',
        result: {},
      });
    }
    await product.until(id, isOver);
    expect(server.seen).toHaveLength(sent);
    expect(new Set(server.seen.map((seen) => seen.idempotencyKey)).size).toBe(1);
  });
});

describe('a worker that dies', () => {
  it('right after a resume loses nothing and repeats nothing', async () => {
    const own = await createTestProduct();
    const doomed = await own.startWorker({ leaseMs: 2000 });
    failing.add('/second');
    const id = await start(own, twoWrites());
    await own.until(id, isOver);
    failing.clear();
    server.hold();
    await resume(own, id);
    await own.until(id, () => server.seen.length === 3);
    await doomed.abandon();
    server.release();
    await own.startWorker({ leaseMs: 2000 });
    const waiting = await own.until(id, (now) => now.status === 'waiting');
    expect(statuses(waiting)).toMatchObject({ first: 'succeeded', second: 'in-doubt' });
    await decideDoubt(own.deps, own.tenant.scope, { id, step: 'second', decision: 'repeat' });
    expect((await own.until(id, isOver)).status).toBe('succeeded');
    expect(server.seen.map(({ path }) => path)).toEqual(['/first', '/second', '/second', '/second']);
    expect(new Set(server.seen.slice(1).map((seen) => seen.idempotencyKey)).size).toBe(1);
    await own.close();
  });
});
