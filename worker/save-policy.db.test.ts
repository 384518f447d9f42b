/** What stays of runs that are over, as their workflow says (`settings.save`). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SavePolicy } from '@/core/contracts/portable-workflow';
import { listRunReceipts } from '@/services/receipts/list-run-receipts';
import { getRun } from '@/services/runs/get-run';
import { getRunStep } from '@/services/runs/get-run-step';
import { listRuns } from '@/services/runs/list-runs';
import { readRunChange } from '@/services/runs/read-run-change';
import { rerunFromStep } from '@/services/runs/rerun-from-step';
import { resumeRun } from '@/services/runs/resume-run';
import { retryRun } from '@/services/runs/retry-run';
import { startRun } from '@/services/runs/start-run';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, aSet, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;

beforeAll(async () => {
  product = await createTestProduct();
  server = await startEffectServer();
  await product.startWorker();
});
afterAll(async () => {
  await server.close();
  await product.close();
});
beforeEach(() => {
  server.seen.length = 0;
  server.release();
  server.answerWith(() => ({ status: 200, body: {} }));
});

const settings = (save: SavePolicy) => ({ settings: { save } });
//  start ── set ── post
const posting = (save: SavePolicy) =>
  aFile(
    [aNode('start', 'manual-trigger'), aSet('set', 'more', '1'), aPost('post', `${server.url}/x`)],
    ['start > set', 'set > post'],
    settings(save),
  );
//  start ── set
const pure = (save: SavePolicy) =>
  aFile([aNode('start', 'manual-trigger'), aSet('set', 'more', '1')], ['start > set'], settings(save));

async function run(file: ReturnType<typeof aFile>, version: 'published' | 'draft' = 'published') {
  const workflowId = await product.publish(file);
  const input = [{ json: { n: 1 } }];
  const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version, input });
  return product.until(id, isOver);
}
const log = async (id: string) => {
  const rows = await product.database.query<{ seq: number; kinds: string[] }>(
    `select seq, (select json_agg(f ->> 'kind') from json_array_elements(facts) f) as kinds
      from run_facts where run_id = $1 order by seq`,
    [id],
  );
  return rows.flatMap(({ kinds }) => kinds);
};
const ends = ['run-started', 'run-finished'];
const { deps, scope } = { deps: () => product.deps, scope: () => product.tenant.scope };

describe('start and end', () => {
  it('are all that stays of a run that succeeded, and what it sent outside', async () => {
    for (const save of ['failures', 'none'] as const) {
      const done = await run(posting(save));
      expect(done).toMatchObject({ status: 'succeeded', stepsSaved: false });
      expect(done.steps.map(({ key }) => key)).toEqual(['start']);
      expect(done.output).toHaveLength(1);
      expect(await log(done.id)).toEqual(ends);
      const { items } = await listRunReceipts(deps(), scope(), { id: done.id });
      expect(items).toMatchObject([{ nodeName: 'post', status: 'answered', answerStatus: 200 }]);
    }
  });

  it('are one row more where nothing was on disk before the end', async () => {
    const done = await run(pure('none'));
    expect(await log(done.id)).toEqual(ends);
    expect(done.output).toEqual([{ json: { n: 1, more: '1' } }]);
  });

  it('are not all that stays of what failed, unless nothing is to', async () => {
    server.answerWith(() => ({ status: 422, body: {} }));
    const kept = await run(posting('failures'));
    expect(kept.status).toBe('failed');
    expect(kept.stepsSaved).toBeUndefined();
    expect(kept.steps).toHaveLength(3);
    const bare = await run(posting('none'));
    expect(bare).toMatchObject({ status: 'failed', stepsSaved: false, error: { nodeName: 'post' } });
    expect(await log(bare.id)).toEqual(ends);
    server.answerWith(() => ({ status: 200, body: {} }));
    await resumeRun(deps(), scope(), { id: kept.id });
    const done = await product.until(kept.id, (now) => now.status === 'succeeded');
    expect(done.stepsSaved).toBe(false);
    expect(await log(kept.id)).toEqual(ends);
  });

  it('are enough to run all of it again, and to say why nothing else can be done', async () => {
    server.answerWith(() => ({ status: 422, body: {} }));
    const { id } = await run(posting('none'));
    const notSaved = { code: 'run.steps-not-saved' };
    await expect(resumeRun(deps(), scope(), { id })).rejects.toMatchObject(notSaved);
    await expect(retryRun(deps(), scope(), { id, mode: 'failed' })).rejects.toMatchObject(notSaved);
    await expect(rerunFromStep(deps(), scope(), { id, step: 'post', on: 'same' })).rejects.toMatchObject(
      notSaved,
    );
    await expect(getRunStep(deps(), scope(), { id, step: 'post' })).rejects.toMatchObject(notSaved);
    server.answerWith(() => ({ status: 200, body: {} }));
    const again = await retryRun(deps(), scope(), { id, mode: 'all' });
    expect((await product.until(again.id, isOver)).status).toBe('succeeded');
    const fromStart = await rerunFromStep(deps(), scope(), { id, step: 'start', on: 'same' });
    expect((await product.until(fromStart.id, isOver)).status).toBe('succeeded');
  });

  it('are what a page that watched is told', async () => {
    const { id, seq } = await run(posting('none'));
    const change = await readRunChange(deps(), scope(), { id, afterSeq: seq - 1 });
    expect(change.run.stepsSaved).toBe(false);
    expect(change.steps.map(({ key }) => key)).toEqual(['start']);
  });
});

describe('everything', () => {
  it('stays of test runs', async () => {
    const done = await run(pure('none'), 'draft');
    expect(done.stepsSaved).toBeUndefined();
    expect(done.steps).toHaveLength(2);
  });

  it('stays of a run that another one waits for, where it wrote: called again, it repeats nothing', async () => {
    const called = (save: SavePolicy) =>
      aFile(
        [aNode('called', 'sub-workflow-trigger'), aPost('post', `${server.url}/child`)],
        ['called > post'],
        settings(save),
      );
    server.answerWith(({ body }) => ({ status: body.includes('"n":1') ? 422 : 200, body: {} }));
    const workflow = await product.publish(called('none'));
    const parent = aFile(
      [
        aNode('start', 'manual-trigger'),
        aNode('call', 'sub-workflow', { parameters: { workflow, mode: 'each' } }),
      ],
      ['start > call'],
    );
    const input = [0, 1].map((n) => ({ json: { n } }));
    const workflowId = await product.publish(parent);
    const { id } = await startRun(deps(), scope(), { workflowId, version: 'published', input });
    await product.until(id, isOver);
    server.answerWith(() => ({ status: 200, body: {} }));
    await resumeRun(deps(), scope(), { id });
    await product.until(id, (now) => now.status === 'succeeded');
    expect(server.seen.map(({ body }) => body).toSorted()).toEqual(['{"n":0}', '{"n":1}', '{"n":1}']);
    const { items } = await listRuns(deps(), scope(), { parentRunId: id, limit: 10 });
    // The first two; what goes on from them has it in its first row.
    for (const child of items.slice(-2))
      expect((await getRun(deps(), scope(), { id: child.id })).stepsSaved).toBeUndefined();
  });
});

it('a worker that dies before the end loses nothing of what it knew', async () => {
  const own = await createTestProduct();
  const doomed = await own.startWorker({ leaseMs: 2000 });
  server.hold();
  const file = aFile(
    [
      aNode('start', 'manual-trigger'),
      aPost('one', `${server.url}/one`),
      aPost('two', `${server.url}/two`, { inDoubt: 'repeat' }),
    ],
    ['start > one', 'one > two'],
    settings('none'),
  );
  const workflowId = await own.publish(file);
  const { id } = await startRun(own.deps, own.tenant.scope, { workflowId, version: 'published' });
  await own.until(id, () => server.seen.length === 1);
  server.release();
  server.hold();
  await own.until(id, () => server.seen.length === 2);
  await doomed.abandon();
  server.release();
  await own.startWorker({ leaseMs: 2000 });
  const done = await own.until(id, isOver);
  expect(done).toMatchObject({ status: 'succeeded', stepsSaved: false });
  expect(server.seen.map(({ path }) => path).filter((path) => path === '/one')).toHaveLength(1);
  await own.close();
});
