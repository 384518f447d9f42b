/** Runs that begin with what an earlier run knows. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '@/core/contracts/run-view';
import { bulkRuns } from '@/services/runs/bulk-runs';
import { cancelRun } from '@/services/runs/cancel-run';
import { decideDoubt } from '@/services/runs/decide-doubt';
import { getRunStep } from '@/services/runs/get-run-step';
import { itemLineage } from '@/services/runs/item-lineage';
import { listRuns } from '@/services/runs/list-runs';
import { rerunFromStep } from '@/services/runs/rerun-from-step';
import { resumeRun } from '@/services/runs/resume-run';
import { retryRun } from '@/services/runs/retry-run';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, aSet, isOver, statuses } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;
let failing: Set<string>;

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
  failing = new Set();
  server.answerWith(({ path, body }) => ({
    status: failing.has(`${path} ${body}`) || failing.has(path) ? 422 : 200,
    body: { path },
  }));
});

type File = ReturnType<typeof aFile>;
/** The moment that is in the id. */
const arrivedAt = (id: string) =>
  new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString();
const scope = () => product.tenant.scope;
const paths = () => server.seen.map(({ path }) => path);

async function run(file: File, input: Record<string, number | string> = { n: 1 }): Promise<RunView> {
  const workflowId = await product.publish(file);
  const { id } = await startRun(product.deps, scope(), { workflowId, version: 'published', input });
  return product.until(id, isOver);
}
const retry = async (id: string, mode: 'failed' | 'all' = 'failed') =>
  (await retryRun(product.deps, scope(), { id, mode })).id;

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

describe('a retry of what failed', () => {
  it('keeps what succeeded in a new run that names its parent', async () => {
    failing.add('/second');
    const failed = await run(twoWrites());
    failing.clear();
    const again = await product.until(await retry(failed.id), isOver);
    expect(again).toMatchObject({
      status: 'succeeded',
      parentRunId: failed.id,
      startedHow: 'retry',
      version: 1,
    });
    expect(again.id).not.toBe(failed.id);
    expect(paths()).toEqual(['/first', '/second', '/second']);
    expect(server.seen[1]?.idempotencyKey).not.toBe(server.seen[2]?.idempotencyKey);
    expect(again.steps.find((step) => step.key === 'first')?.itemCounts).toEqual({ main: 1 });
    expect((await product.until(failed.id, isOver)).status).toBe('failed');
  });

  it('replays the answered writes of the step that failed', async () => {
    failing.add('/post {"n":2}');
    const file = aFile(
      [aNode('start', 'manual-trigger'), aPost('post', `${server.url}/post`)],
      ['start > post'],
    );
    const workflowId = await product.publish(file);
    const input = [1, 2, 3].map((n) => ({ json: { n } }));
    const { id } = await startRun(product.deps, scope(), { workflowId, version: 'published', input });
    expect((await product.until(id, isOver)).status).toBe('failed');
    const before = server.seen.map(({ body }) => body);
    expect(before).toEqual(['{"n":1}', '{"n":2}']);
    failing.clear();
    const again = await product.until(await retry(id), isOver);
    expect(again.status).toBe('succeeded');
    expect(server.seen.slice(2).map(({ body }) => body)).toEqual(['{"n":2}', '{"n":3}']);
    expect(again.output).toHaveLength(3);
    const receipts = again.steps.find((step) => step.key === 'post')?.receipts ?? [];
    expect(receipts.map((receipt) => receipt.replayed ?? false)).toEqual([true, false, false]);
  });

  it.each([
    { inDoubt: 'ask' as const, sent: 2 },
    { inDoubt: 'fail' as const, sent: 2 },
    { inDoubt: 'repeat' as const, sent: 2 },
  ])(
    'leaves a write without an answer to the policy $inDoubt, under the old key',
    async ({ inDoubt, sent }) => {
      server.hold();
      const file = aFile(
        [aNode('start', 'manual-trigger'), aPost('post', `${server.url}/post`, { inDoubt })],
        ['start > post'],
      );
      const workflowId = await product.publish(file);
      const { id } = await startRun(product.deps, scope(), { workflowId, version: 'published' });
      await product.until(id, () => server.seen.length === 1);
      await cancelRun(product.deps, scope(), { id });
      await product.until(id, isOver);
      server.release();
      const next = await retry(id);
      if (inDoubt !== 'repeat') {
        const waiting = await product.until(next, (now) => now.status === 'waiting');
        expect(statuses(waiting)).toMatchObject({ post: 'in-doubt' });
        await decideDoubt(product.deps, scope(), { id: next, step: 'post', decision: 'repeat' });
      }
      expect((await product.until(next, isOver)).status).toBe('succeeded');
      expect(server.seen).toHaveLength(sent);
      expect(new Set(server.seen.map((seen) => seen.idempotencyKey)).size).toBe(1);
    },
  );

  it('copies what lies in the blob store', async () => {
    const text = 'x'.repeat(400_000);
    failing.add('/post');
    const file = aFile(
      [
        aNode('start', 'manual-trigger'),
        aSet('set', 'n', '{{ 1 }}'),
        aNode('post', 'http-request', {
          parameters: { method: 'POST', url: `${server.url}/post`, bodyType: 'json', body: '{{ $json.n }}' },
        }),
      ],
      ['start > set', 'set > post'],
    );
    const failed = await run(file, { text });
    failing.clear();
    const again = await product.until(await retry(failed.id), isOver);
    expect(again.status).toBe('succeeded');
    const rows = await product.database.query<{ facts: string }>(
      'select facts::text as facts from run_facts where run_id = $1 and seq = 0',
      [again.id],
    );
    const keys = [...(rows[0]?.facts ?? '').matchAll(/"blobKey":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) expect(key).toContain(again.id);
    const step = await getRunStep(product.deps, scope(), { id: again.id, step: 'set' });
    expect(step.output['main']?.[0]?.json['text']).toBe(text);
  });

  it('is refused where nothing failed or the run goes on', async () => {
    const done = await run(twoWrites());
    await expect(retry(done.id)).rejects.toMatchObject({ code: 'run.nothing-failed', status: 409 });
    server.hold();
    const workflowId = await product.publish(twoWrites());
    const { id } = await startRun(product.deps, scope(), { workflowId, version: 'published' });
    await expect(retry(id)).rejects.toMatchObject({ code: 'run.still-live', status: 409 });
    await cancelRun(product.deps, scope(), { id });
    await product.until(id, isOver);
  });
});

describe('a call under an idempotency key', () => {
  it('that is made again starts nothing, at once or later, and is answered as the first one was', async () => {
    failing.add('/second');
    const failed = await run(twoWrites());
    failing.clear();
    const ask = (idempotencyKey: string, mode: 'failed' | 'all' = 'failed') =>
      retryRun(product.deps, scope(), { id: failed.id, mode, idempotencyKey });
    const [first, second] = await Promise.all([ask('one'), ask('one')]);
    expect(second).toEqual(first);
    await product.until(first.id, isOver);
    expect(await ask('one')).toEqual(first);
    const other = await ask('two');
    expect(other.id).not.toBe(first.id);
    await expect(ask('one', 'all')).rejects.toMatchObject({ code: 'run.idempotency-conflict', status: 409 });
    await product.until(other.id, isOver);
    const { items } = await listRuns(product.deps, scope(), { parentRunId: failed.id, limit: 50 });
    expect(items.map(({ id }) => id).toSorted()).toEqual([first.id, other.id].toSorted());
  });

  it('runs again from a step once, and with another choice not at all', async () => {
    const done = await run(twoWrites());
    const ask = (step: string) =>
      rerunFromStep(product.deps, scope(), { id: done.id, step, on: 'same', idempotencyKey: 'again' });
    const first = await ask('second');
    expect(await ask('second')).toEqual(first);
    await expect(ask('first')).rejects.toMatchObject({ code: 'run.idempotency-conflict' });
    await product.until(first.id, isOver);
    expect(paths()).toEqual(['/first', '/second', '/second']);
  });

  it('resumes once: what came too late is answered like what came first, without a key it is refused', async () => {
    failing.add('/second');
    const failed = await run(twoWrites());
    failing.clear();
    const ask = (idempotencyKey?: string) =>
      resumeRun(product.deps, scope(), { id: failed.id, idempotencyKey });
    expect(await Promise.all([ask('go'), ask('go')])).toEqual([{ id: failed.id }, { id: failed.id }]);
    await product.until(failed.id, (now) => now.status === 'succeeded');
    expect(await ask('go')).toEqual({ id: failed.id });
    await expect(ask()).rejects.toMatchObject({ code: 'run.succeeded' });
    await expect(ask('another')).rejects.toMatchObject({ code: 'run.succeeded' });
    const resumes = await product.database.query(
      "select from audit where action = 'run.resume' and target_id = $1",
      [failed.id],
    );
    expect(resumes).toHaveLength(1);
  });

  it('goes for each run of many by itself', async () => {
    failing.add('/second');
    const failed = await Promise.all([run(twoWrites()), run(twoWrites())]);
    failing.clear();
    const ids = failed.map(({ id }) => id);
    const ask = () =>
      bulkRuns(product.deps, scope(), { ids, action: 'retry', idempotencyKey: 'all of them' });
    const first = await ask();
    expect(await ask()).toEqual(first);
    const made = first.results.map((one) => (one.ok ? one.runId : one.error.code));
    expect(new Set(made).size).toBe(2);
    for (const id of made) await product.until(id, isOver);
  });
});

describe('a retry of everything', () => {
  it('runs all steps again with the same input and new keys', async () => {
    const done = await run(twoWrites(), { n: 7 });
    const again = await product.until(await retry(done.id, 'all'), isOver);
    expect(again.status).toBe('succeeded');
    expect(paths()).toEqual(['/first', '/second', '/first', '/second']);
    expect(server.seen[2]?.body).toBe('{"n":7}');
    expect(new Set(server.seen.map((seen) => seen.idempotencyKey)).size).toBe(4);
  });
});

describe('a run again from a step', () => {
  //  start ─┬─ left ──┐
  //         └─ right ─ last
  const fork = () =>
    aFile(
      [
        aNode('start', 'manual-trigger'),
        aPost('left', `${server.url}/left`),
        aPost('right', `${server.url}/right`),
        aSet('last', 'done', 'yes'),
      ],
      ['start > left', 'start > right', 'right > last'],
    );

  it('does that step and what is behind it again, and nothing else', async () => {
    const done = await run(fork());
    server.seen.length = 0;
    const { id } = await rerunFromStep(product.deps, scope(), { id: done.id, step: 'right', on: 'same' });
    const again = await product.until(id, isOver);
    expect(again).toMatchObject({ status: 'succeeded', startedHow: 'rerun', parentRunId: done.id });
    expect(paths()).toEqual(['/right']);
    expect(Object.values(statuses(again))).toEqual(Array(4).fill('succeeded'));
  });

  it('takes other items for the step', async () => {
    const done = await run(fork());
    const input = { main: [{ json: { n: 42 } }, { json: { n: 43 } }] };
    const { id } = await rerunFromStep(product.deps, scope(), {
      id: done.id,
      step: 'right',
      input,
      on: 'same',
    });
    await product.until(id, isOver);
    expect(server.seen.slice(2).map(({ body }) => body)).toEqual(['{"n":42}', '{"n":43}']);
    await expect(
      rerunFromStep(product.deps, scope(), { id: done.id, step: 'right', input: { other: [] }, on: 'same' }),
    ).rejects.toMatchObject({ code: 'run.unknown-input', status: 422 });
    await expect(
      rerunFromStep(product.deps, scope(), { id: done.id, step: 'nowhere', on: 'same' }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('can use the draft as it is now', async () => {
    const done = await run(fork());
    const [row] = await product.database.query<{ id: string }>(
      'select workflow_id as id from runs where id = $1',
      [done.id],
    );
    const { replaceDraft } = await import('@/services/workflows/replace-draft');
    const changed = fork();
    changed.nodes[3] = aSet('last', 'done', 'changed');
    await replaceDraft(product.deps, scope(), { id: row?.id ?? '', file: changed, ifMatch: '*' });
    server.seen.length = 0;
    const { id } = await rerunFromStep(product.deps, scope(), { id: done.id, step: 'last', on: 'draft' });
    const again = await product.until(id, isOver);
    expect(again.version).toBeNull();
    expect(server.seen).toEqual([]);
    const step = await getRunStep(product.deps, scope(), { id, step: 'last' });
    expect(step.output['main']?.[0]?.json).toMatchObject({ done: 'changed' });
  });

  //  start ── loop ─item─ post ─ next
  //             └─done── end
  it('inside a loop does that iteration again and keeps the others', async () => {
    const file = aFile(
      [
        aNode('start', 'manual-trigger'),
        aNode('loop', 'loop', { parameters: { batchSize: 1 } }),
        aPost('post', `${server.url}/post`),
        aNode('end', 'no-op'),
      ],
      ['start > loop', 'loop.item > post', 'loop.done > end'],
    );
    const back = { id: 'back', source: 'post', target: 'loop', targetPort: 'next' };
    const workflowId = await product.publish({ ...file, edges: [...file.edges, back] });
    const input = [1, 2, 3].map((n) => ({ json: { n } }));
    const { id } = await startRun(product.deps, scope(), { workflowId, version: 'published', input });
    const done = await product.until(id, isOver);
    expect(done.status).toBe('succeeded');
    server.seen.length = 0;
    const rerun = await rerunFromStep(product.deps, scope(), { id, step: 'post@loop:2', on: 'same' });
    const again = await product.until(rerun.id, isOver);
    expect(again.status).toBe('succeeded');
    expect(server.seen.map(({ body }) => body)).toEqual(['{"n":3}']);
    expect(again.steps.find((step) => step.key === 'end')?.itemCounts).toEqual({ main: 3 });
  });
});

describe('a node of the draft', () => {
  const draft = async (file: File) => (await createWorkflow(product.deps, scope(), { file })).id;
  const start = async (workflowId: string, rest: object) =>
    (await startRun(product.deps, scope(), { workflowId, version: 'draft', ...rest })).id;

  //  start ── before ── chosen ── after
  const line = (pinned: Record<string, { json: { n: number } }[]> = {}) =>
    aFile(
      [
        aNode('start', 'manual-trigger'),
        aPost('before', `${server.url}/before`),
        aSet('chosen', 'seen', '{{ $json }}'),
        aPost('after', `${server.url}/after`),
      ],
      ['start > before', 'before > chosen', 'chosen > after'],
      { pinned },
    );

  it('runs alone with the data of the last run', async () => {
    const workflowId = await draft(line());
    const whole = await product.until(await start(workflowId, {}), isOver);
    expect(whole.status).toBe('succeeded');
    server.seen.length = 0;
    const alone = await product.until(await start(workflowId, { only: 'chosen' }), isOver);
    expect(alone).toMatchObject({ status: 'succeeded', startedHow: 'node', parentRunId: whole.id });
    expect(server.seen).toEqual([]);
    expect(statuses(alone)).toEqual({ start: 'succeeded', before: 'succeeded', chosen: 'succeeded' });
  });

  it('runs on from there with the data of a run that is named', async () => {
    const workflowId = await draft(line());
    const whole = await product.until(await start(workflowId, {}), isOver);
    server.seen.length = 0;
    const rest = await product.until(await start(workflowId, { from: 'chosen', dataFrom: whole.id }), isOver);
    expect(rest.status).toBe('succeeded');
    expect(paths()).toEqual(['/after']);
    const other = await draft(line());
    await expect(start(other, { from: 'chosen', dataFrom: whole.id })).rejects.toMatchObject({ status: 404 });
  });

  it('takes pinned data where no run has any', async () => {
    const workflowId = await draft(line({ before: [{ json: { n: 9 } }] }));
    const alone = await product.until(await start(workflowId, { only: 'chosen' }), isOver);
    expect(alone.status).toBe('succeeded');
    expect(server.seen).toEqual([]);
    const step = await getRunStep(product.deps, scope(), { id: alone.id, step: 'chosen' });
    expect(step.output['main']?.[0]?.json).toMatchObject({ seen: { n: 9 } });
  });

  it('says whose data is missing', async () => {
    const workflowId = await draft(line());
    await expect(start(workflowId, { only: 'after' })).rejects.toMatchObject({
      code: 'run.data-missing',
      status: 409,
      details: { nodeId: 'before', nodeName: 'before' },
    });
    expect(server.seen).toEqual([]);
    await expect(start(workflowId, { only: 'nowhere' })).rejects.toMatchObject({ status: 404 });
    await expect(
      startRun(product.deps, scope(), { workflowId, version: 'published', only: 'chosen' }),
    ).rejects.toMatchObject({ code: 'run.draft-only' });
  });
});

describe('many runs at once', () => {
  it('are retried, resumed or cancelled each for itself', async () => {
    failing.add('/second');
    const first = await run(twoWrites());
    const second = await run(twoWrites());
    failing.clear();
    const unknown = product.deps.ids.uuid7();
    const done = await run(twoWrites());
    const ids = [first.id, done.id, unknown];
    const { results } = await bulkRuns(product.deps, scope(), { ids, action: 'retry' });
    expect(results).toEqual([
      { id: first.id, ok: true, runId: expect.any(String) },
      { id: done.id, ok: false, error: expect.objectContaining({ code: 'run.nothing-failed' }) },
      { id: unknown, ok: false, error: expect.objectContaining({ code: 'run.not-found' }) },
    ]);
    const resumed = await bulkRuns(product.deps, scope(), { ids: [second.id], action: 'resume' });
    expect(resumed.results).toEqual([{ id: second.id, ok: true, runId: second.id }]);
    expect((await product.until(second.id, (now) => now.status === 'succeeded')).status).toBe('succeeded');
    const cancelled = await bulkRuns(product.deps, scope(), { ids: [second.id], action: 'cancel' });
    expect(cancelled.results).toMatchObject([{ ok: true }]);
    const viewer = product.tenant.as('viewer');
    for (const action of ['retry', 'resume', 'cancel'] as const) {
      await expect(bulkRuns(product.deps, viewer, { ids: [], action })).rejects.toMatchObject({
        status: 403,
      });
    }
  });
});

describe('the lineage of an item', () => {
  //  start ── each ─item─ set ─ next
  //             └─done── last
  it('leads through loops, back and forth', async () => {
    const file = aFile(
      [
        aNode('start', 'manual-trigger'),
        aNode('each', 'loop', { parameters: { batchSize: 2 } }),
        aSet('set', 'seen', 'yes'),
        aNode('last', 'no-op'),
      ],
      ['start > each', 'each.item > set', 'each.done > last'],
    );
    const back = { id: 'back', source: 'set', target: 'each', targetPort: 'next' };
    const workflowId = await product.publish({ ...file, edges: [...file.edges, back] });
    const input = [1, 2, 3].map((n) => ({ json: { n } }));
    const { id } = await startRun(product.deps, scope(), { workflowId, version: 'published', input });
    expect((await product.until(id, isOver)).status).toBe('succeeded');
    const ofLast = await itemLineage(product.deps, scope(), { id, step: 'last', port: 'main', index: 2 });
    expect(ofLast).toEqual({
      upstream: [
        { step: 'each', port: 'done', index: 2 },
        { step: 'set@each:1', port: 'main', index: 0 },
        { step: 'each', port: 'item', index: 2 },
        { step: 'start', port: 'main', index: 2 },
      ],
      downstream: [],
      undeterminedAt: [],
      truncated: false,
    });
    const atInput = { id, step: 'last', port: 'main', index: 2, side: 'input' } as const;
    expect(await itemLineage(product.deps, scope(), atInput)).toEqual({
      ...ofLast,
      downstream: [{ step: 'last', port: 'main', index: 2 }],
    });
    const ofStart = await itemLineage(product.deps, scope(), { id, step: 'start', port: 'main', index: 1 });
    expect(ofStart.downstream).toEqual([
      { step: 'each', port: 'item', index: 1 },
      { step: 'set@each:0', port: 'main', index: 1 },
      { step: 'each', port: 'done', index: 1 },
      { step: 'last', port: 'main', index: 1 },
    ]);
    const step = await getRunStep(product.deps, scope(), { id, step: 'set@each:1', lineage: true });
    expect(step.output['main']).toEqual([
      { json: { n: 3, seen: 'yes' }, from: [{ port: 'main', index: 0 }] },
    ]);
    expect(step.inputs).toEqual([{ from: 'each', port: 'main', count: 1 }]);
    await expect(
      itemLineage(product.deps, scope(), { id, step: 'last', port: 'main', index: 9 }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('the list of runs', () => {
  it('is narrowed by all that is asked', async () => {
    failing.add('/second');
    const failed = await run({ ...twoWrites(), name: 'Zebra orders' });
    failing.clear();
    const done = await run(twoWrites());
    const again = await product.until(await retry(failed.id), isOver);
    const list = async (input: object) =>
      (await listRuns(product.deps, scope(), { limit: 50, ...input })).items.map(({ id }) => id);
    expect(await list({ workflowId: failed.workflowId })).toEqual([again.id, failed.id]);
    expect(await list({ workflowId: failed.workflowId, status: ['failed', 'cancelled'] })).toEqual([
      failed.id,
    ]);
    expect(await list({ text: 'zebra' })).toEqual([again.id, failed.id]);
    expect(await list({ text: done.id.slice(0, 30) })).toEqual([done.id]);
    expect(await list({ text: '422', workflowId: failed.workflowId })).toEqual([failed.id]);
    expect(await list({ text: '%' })).toEqual([]);
    expect(await list({ parentRunId: failed.id })).toEqual([again.id]);
    expect(await list({ trigger: 'webhook' })).toEqual([]);
    expect(await list({ trigger: 'manual', workflowId: failed.workflowId })).toHaveLength(2);
    expect(await list({ mode: 'test', workflowId: failed.workflowId })).toEqual([]);
    expect(await list({ from: arrivedAt(again.id), workflowId: failed.workflowId })).toEqual([again.id]);
    expect(await list({ to: arrivedAt(again.id), workflowId: failed.workflowId })).toEqual([failed.id]);
    const { items } = await listRuns(product.deps, scope(), { limit: 1, workflowId: failed.workflowId });
    expect(items[0]).toMatchObject({ triggerType: 'manual', durationMs: expect.any(Number) });
  });

  it('pages to the end whatever is asked', async () => {
    for (const ask of [{}, { status: ['failed' as const] }, { text: 'Zebra' }]) {
      const all = await listRuns(product.deps, scope(), { limit: 200, ...ask });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listRuns(product.deps, scope(), {
          limit: 3,
          ...ask,
          ...(cursor ? { cursor } : {}),
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(all.items.map(({ id }) => id));
      expect(new Set(seen).size).toBe(seen.length);
    }
  });
});
