/** How many runs go on at once, who is next, and how people hold and steer runs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '@/core/contracts/run-view';
import { cancelRun } from '@/services/runs/cancel-run';
import { continueRun } from '@/services/runs/continue-run';
import { getRun } from '@/services/runs/get-run';
import { pauseRun } from '@/services/runs/pause-run';
import { resumeRun } from '@/services/runs/resume-run';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, isOver, statuses } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;

beforeAll(async () => {
  product = await createTestProduct();
  server = await startEffectServer();
  // Long leases: what the sweep does is not done for those who should.
  await product.startWorker({ leaseMs: 120_000 });
});
afterAll(async () => {
  server.release();
  await server.close();
  await product.close();
});
beforeEach(() => {
  server.release();
  server.seen.length = 0;
  server.answerWith(() => ({ status: 200, body: {} }));
});

//  start ── post ── end
const posting = (settings: object = {}) =>
  aFile(
    [aNode('start', 'manual-trigger'), aPost('post', `${server.url}/post`), aNode('end', 'no-op')],
    ['start > post', 'post > end'],
    { settings },
  );
const go = async (workflowId: string, input: Record<string, number> = {}) =>
  (await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published', input })).id;
const look = (id: string): Promise<RunView> => getRun(product.deps, product.tenant.scope, { id });
const act = (what: typeof pauseRun, id: string) => what(product.deps, product.tenant.scope, { id });

async function publishAs(id: string, file: ReturnType<typeof aFile>): Promise<void> {
  await replaceDraft(product.deps, product.tenant.scope, { id, file, ifMatch: '*' });
  await publishWorkflow(product.deps, product.tenant.scope, { id });
}

async function eventually(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const end = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`It never came to: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const seen = (count: number) => eventually(() => server.seen.length >= count, `${count} requests`);
/** Everything that could happen now has happened: a run of another workflow that began later is over. */
async function settled(): Promise<void> {
  const other = await product.publish(aFile([aNode('start', 'manual-trigger')], []));
  await product.until(await go(other), isOver);
}
const bodies = () => server.seen.map(({ body }) => JSON.parse(body) as Record<string, number>);

describe('runs of a workflow at once', () => {
  it('are as many as its published version says, the others in order of arrival', async () => {
    server.hold();
    const workflow = await product.publish(posting({ concurrency: 2 }));
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push(await go(workflow, { n }));
    await seen(2);
    await settled();
    expect(
      bodies()
        .map(({ n }) => n)
        .sort(),
    ).toEqual([0, 1]);
    expect((await Promise.all(ids.map(look))).map((run) => run.status)).toEqual([
      ...['running', 'running'],
      ...['queued', 'queued', 'queued', 'queued'],
    ]);
    for (let begun = 4; begun <= 6; begun += 2) {
      server.release();
      server.hold();
      await seen(begun);
      await settled();
      expect(server.seen).toHaveLength(begun);
    }
    server.release();
    for (const id of ids) expect((await product.until(id, isOver)).status).toBe('succeeded');
    const order = bodies().map(({ n }) => Math.floor((n ?? 0) / 2));
    expect(order).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('count while they wait for time, and test runs do not', async () => {
    const file = (settings: object) =>
      aFile(
        [
          aNode('start', 'manual-trigger'),
          aNode('wait', 'wait', { parameters: { for: 'duration', ms: 86_400_000 } }),
        ],
        ['start > wait'],
        { settings },
      );
    const workflow = await product.publish(file({ concurrency: 1 }));
    const [first, second] = [await go(workflow), await go(workflow)];
    await product.until(first, (run) => run.status === 'waiting');
    const { scope } = product.tenant;
    const test = await startRun(product.deps, scope, { workflowId: workflow, version: 'draft' });
    await product.until(test.id, (run) => run.status === 'waiting');
    expect((await look(second)).status).toBe('queued');
    await act(cancelRun, first);
    await product.until(second, (run) => run.status === 'waiting');
  });

  it('are more when a new version says so', async () => {
    server.hold();
    const workflow = await product.publish(posting({ concurrency: 1 }));
    const ids = [await go(workflow), await go(workflow), await go(workflow)];
    await seen(1);
    await settled();
    expect(server.seen).toHaveLength(1);
    await publishAs(workflow, posting());
    await seen(3);
    server.release();
    for (const id of ids) await product.until(id, isOver);
  });

  it('leave a place when one is cancelled before its turn, or its worker dies', async () => {
    const own = await createTestProduct();
    const first = await own.startWorker({ leaseMs: 1500 });
    server.hold();
    const workflow = await own.publish(posting({ concurrency: 1 }));
    const begin = async (n: number) =>
      (
        await startRun(own.deps, own.tenant.scope, {
          workflowId: workflow,
          version: 'published',
          input: { n },
        })
      ).id;
    const [one, two, three] = [await begin(1), await begin(2), await begin(3)];
    await seen(1);
    await cancelRun(own.deps, own.tenant.scope, { id: two });
    expect((await own.until(two, isOver)).status).toBe('cancelled');
    expect(server.seen).toHaveLength(1);
    await first.abandon();
    server.release();
    await own.startWorker({ leaseMs: 1500 });
    const run = await own.until(one, (view) => isOver(view) || statuses(view)['post'] === 'in-doubt');
    if (!isOver(run)) await cancelRun(own.deps, own.tenant.scope, { id: one });
    await own.until(one, isOver);
    expect((await own.until(three, isOver)).status).toBe('succeeded');
    await own.close();
  });

  it('are let in by the sweep when whoever should have done it died', async () => {
    const own = await createTestProduct({ hints: 'drop' });
    const workflow = await own.publish(posting({ concurrency: 1 }));
    const started = await startRun(own.deps, own.tenant.scope, {
      workflowId: workflow,
      version: 'published',
    });
    await own.database.query(`update run_live set gate = 'held', due_at = null`);
    await own.startWorker({ leaseMs: 1500 });
    expect((await own.until(started.id, isOver)).status).toBe('succeeded');
    await own.close();
  });

  it('hold back a run that was resumed', async () => {
    server.answerWith(({ body }) => ({ status: body.includes('"bad"') ? 404 : 200, body: {} }));
    const workflow = await product.publish(posting({ concurrency: 1 }));
    const failed = await go(workflow, { bad: 1 });
    expect((await product.until(failed, isOver)).status).toBe('failed');
    server.answerWith(() => ({ status: 200, body: {} }));
    server.hold();
    server.seen.length = 0;
    const other = await go(workflow);
    await seen(1);
    await act(resumeRun, failed);
    await settled();
    expect(server.seen).toHaveLength(1);
    expect((await look(failed)).status).toBe('queued');
    server.release();
    await product.until(other, isOver);
    expect((await product.until(failed, isOver)).status).toBe('succeeded');
  });
});

describe('a run that is called by another', () => {
  //  called ── post
  const child = (settings: object) =>
    aFile(
      [aNode('called', 'sub-workflow-trigger'), aPost('post', `${server.url}/child`)],
      ['called > post'],
      { settings },
    );
  //  start ── call
  const parent = (workflow: string, settings: object = {}, parameters: object = {}) =>
    aFile(
      [
        aNode('start', 'manual-trigger'),
        aNode('call', 'sub-workflow', { parameters: { workflow, ...parameters } }),
      ],
      ['start > call'],
      { settings },
    );

  it('waits for its turn where its callers hold none', async () => {
    server.hold();
    const called = await product.publish(child({ concurrency: 1 }));
    const calling = await product.publish(parent(called));
    const ids = [await go(calling), await go(calling), await go(calling)];
    await seen(1);
    await settled();
    expect(server.seen).toHaveLength(1);
    server.release();
    for (const id of ids) expect((await product.until(id, isOver)).status).toBe('succeeded');
    expect(server.seen).toHaveLength(3);
  });

  it('never waits for its own family: two that call one another, one at once each', async () => {
    //  start, called ── if ── call: each calls the other until n is 0
    const pingPong = (other: string) =>
      aFile(
        [
          aNode('start', 'manual-trigger'),
          aNode('called', 'sub-workflow-trigger'),
          aNode('less', 'edit-fields', {
            parameters: {
              assignments: [{ name: 'n', type: 'number', value: '{{ $json.n - 1 }}' }],
              keep: 'all',
            },
          }),
          aNode('more', 'if', {
            parameters: { conditions: [{ left: '{{ $json.n }}', operator: 'number.greater', right: '0' }] },
          }),
          aNode('call', 'sub-workflow', { parameters: { workflow: other } }),
        ],
        ['start > less', 'called > less', 'less > more', 'more.true > call'],
        { settings: { concurrency: 1 } },
      );
    const { id: one } = await createWorkflow(product.deps, product.tenant.scope, {});
    const two = await product.publish(pingPong(one));
    await publishAs(one, pingPong(two));
    const ids = [
      await go(one, { n: 4 }),
      await go(two, { n: 4 }),
      await go(one, { n: 3 }),
      await go(two, { n: 3 }),
    ];
    for (const id of ids) expect((await product.until(id, isOver)).status).toBe('succeeded');
  });

  it('takes its turn one after another where the step says so', async () => {
    const called = await product.publish(child({ concurrency: 1 }));
    const calling = await product.publish(parent(called, {}, { mode: 'each', concurrency: 2 }));
    const { scope } = product.tenant;
    const input = [1, 2, 3, 4].map((n) => ({ json: { n } }));
    const { id } = await startRun(product.deps, scope, { workflowId: calling, version: 'published', input });
    expect((await product.until(id, isOver)).status).toBe('succeeded');
  });
});

describe('a paused run', () => {
  const isPaused = (run: RunView) => run.status === 'paused';

  it('lets what is under way end, starts nothing, and goes on where it was', async () => {
    server.hold();
    const id = await go(await product.publish(posting()));
    await seen(1);
    await act(pauseRun, id);
    // The worker has heard of it.
    const told = `select 1 from run_facts where run_id = $1 and facts::text like '%run-paused%'`;
    await eventually(async () => (await product.database.query(told, [id])).length > 0, 'a pause');
    server.release();
    const run = await product.until(id, isPaused);
    expect(statuses(run)).toMatchObject({ post: 'succeeded', end: 'queued' });
    await settled();
    expect((await look(id)).status).toBe('paused');
    await act(continueRun, id);
    expect((await product.until(id, isOver)).status).toBe('succeeded');
    expect(server.seen).toHaveLength(1);
  });

  it('is one that waited: its time may come meanwhile, and nothing happens before it is continued', async () => {
    const workflow = await product.publish(
      aFile(
        [
          aNode('start', 'manual-trigger'),
          aNode('wait', 'wait', { parameters: { for: 'duration', ms: 2000 } }),
          aPost('post', `${server.url}/post`),
        ],
        ['start > wait', 'wait > post'],
      ),
    );
    const id = await go(workflow);
    await product.until(id, (run) => run.status === 'waiting');
    await act(pauseRun, id);
    expect((await look(id)).status).toBe('paused');
    await product.database.query(`update waits set due_at = now() - interval '1 second' where run_id = $1`, [
      id,
    ]);
    await settled();
    expect(server.seen).toEqual([]);
    await act(continueRun, id);
    expect((await product.until(id, isOver)).status).toBe('succeeded');
  });

  it('stays paused when its worker dies, asked or done', async () => {
    const own = await createTestProduct();
    const first = await own.startWorker({ leaseMs: 1500 });
    server.hold();
    const workflow = await own.publish(
      aFile(
        [
          aNode('start', 'manual-trigger'),
          aNode('get', 'http-request', { parameters: { method: 'GET', url: `${server.url}/get` } }),
          aNode('end', 'no-op'),
        ],
        ['start > get', 'get > end'],
      ),
    );
    const { id } = await startRun(own.deps, own.tenant.scope, { workflowId: workflow, version: 'published' });
    await seen(1);
    await pauseRun(own.deps, own.tenant.scope, { id });
    await first.abandon();
    server.release();
    const second = await own.startWorker({ leaseMs: 1500 });
    await own.until(id, isPaused);
    await second.abandon();
    await own.startWorker({ leaseMs: 1500 });
    expect((await getRun(own.deps, own.tenant.scope, { id })).status).toBe('paused');
    await continueRun(own.deps, own.tenant.scope, { id });
    expect((await own.until(id, isOver)).status).toBe('succeeded');
    await own.close();
  });

  it('goes on counting where its workflow limits how many run, and one that waits its turn is passed by', async () => {
    server.hold();
    const workflow = await product.publish(posting({ concurrency: 1 }));
    const [one, two, three] = [
      await go(workflow, { n: 1 }),
      await go(workflow, { n: 2 }),
      await go(workflow, { n: 3 }),
    ];
    await seen(1);
    await act(pauseRun, two);
    expect((await look(two)).status).toBe('paused');
    server.release();
    await product.until(one, isOver);
    await product.until(three, isOver);
    expect((await look(two)).status).toBe('paused');
    await act(continueRun, two);
    expect((await product.until(two, isOver)).status).toBe('succeeded');
    expect(bodies().map(({ n }) => n)).toEqual([1, 3, 2]);
  });

  it('can be cancelled, and says what cannot be done', async () => {
    const workflow = await product.publish(
      aFile(
        [
          aNode('start', 'manual-trigger'),
          aNode('wait', 'wait', { parameters: { for: 'duration', ms: 86_400_000 } }),
        ],
        ['start > wait'],
      ),
    );
    const id = await go(workflow);
    await product.until(id, (run) => run.status === 'waiting');
    await expect(act(continueRun, id)).rejects.toMatchObject({ code: 'run.not-paused' });
    await act(pauseRun, id);
    await act(pauseRun, id);
    await act(cancelRun, id);
    expect((await product.until(id, isOver)).status).toBe('cancelled');
    await expect(act(pauseRun, id)).rejects.toMatchObject({ code: 'run.over' });
    const audit = await product.database.query<{ action: string }>(
      `select action from audit where target_id = $1 order by id`,
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['run.pause', 'run.cancel']);
  });
});

describe('calls that are gathered', () => {
  it('become one run with the last input, when nothing came for a while', async () => {
    const workflowId = await product.publish(aFile([aNode('start', 'manual-trigger')], []));
    const call = (n: number, key: string) =>
      startRun(product.deps, product.tenant.scope, {
        ...{ workflowId, version: 'published', input: { n } },
        debounce: { key, seconds: 1 },
      });
    const [one, two, other] = [await call(1, 'a'), await call(2, 'a'), await call(3, 'b')];
    expect(two.id).toBe(one.id);
    const run = await product.until(one.id, isOver);
    expect(run).toMatchObject({ status: 'succeeded', events: 2, output: [{ json: { n: 2 } }] });
    expect(await product.until(other.id, isOver)).toMatchObject({ output: [{ json: { n: 3 } }] });
    expect((await call(4, 'a')).id).not.toBe(one.id);
  });
});
