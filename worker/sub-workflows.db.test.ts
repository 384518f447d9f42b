/** Workflows that run others, and workflows that are told of failures. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '@/core/contracts/run-view';
import { cancelRun } from '@/services/runs/cancel-run';
import { getRun } from '@/services/runs/get-run';
import { listRuns } from '@/services/runs/list-runs';
import { resumeRun } from '@/services/runs/resume-run';
import { retryRun } from '@/services/runs/retry-run';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, aSet, isOver, statuses } from '@/testing/product/small-workflows';
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

type File = ReturnType<typeof aFile>;
type Items = { json: Record<string, number | string> }[];

//  called ── double
const child = (inputs: object[] = []) =>
  aFile(
    [
      aNode('called', 'sub-workflow-trigger', { parameters: { inputs: inputs as never } }),
      aSet('double', 'double', '{{ $json.n * 2 }}'),
    ],
    ['called > double'],
  );
//  called ── post
const writingChild = () =>
  aFile([aNode('called', 'sub-workflow-trigger'), aPost('post', `${server.url}/child`)], ['called > post']);
//  start ── call ── end
const parent = (workflow: string, parameters: object = {}, settings: object = {}) =>
  aFile(
    [
      aNode('start', 'manual-trigger'),
      aNode('call', 'sub-workflow', { parameters: { workflow, ...parameters }, settings }),
      aNode('end', 'no-op'),
    ],
    ['start > call', 'call > end'],
  );

async function start(own: TestProduct, file: File, input: Items = [{ json: { n: 1 } }]): Promise<string> {
  const workflowId = await own.publish(file);
  return (await startRun(own.deps, own.tenant.scope, { workflowId, version: 'published', input })).id;
}
const run = async (file: File, input?: Items) => product.until(await start(product, file, input), isOver);
async function childrenOf(own: TestProduct, id: string): Promise<RunView[]> {
  const { items } = await listRuns(own.deps, own.tenant.scope, { parentRunId: id, limit: 200 });
  return Promise.all(items.map((item) => getRun(own.deps, own.tenant.scope, { id: item.id })));
}
const numbers = (count: number): Items => Array.from({ length: count }, (_, n) => ({ json: { n } }));

describe('a workflow that runs another', () => {
  it('hands it all items and goes on with what it gave', async () => {
    const workflow = await product.publish(child());
    const done = await run(parent(workflow), numbers(3));
    expect(done.status).toBe('succeeded');
    expect(done.output).toEqual([0, 1, 2].map((n) => ({ json: { n, double: n * 2 } })));
    const [only, ...others] = await childrenOf(product, done.id);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      status: 'succeeded',
      parentRunId: done.id,
      startedHow: 'sub-workflow',
      triggerType: 'sub-workflow',
    });
  });

  it('runs it for each of a thousand items, some at a time, and keeps their order', async () => {
    const workflow = await product.publish(child());
    const done = await run(parent(workflow, { mode: 'each' }), numbers(1000));
    expect(done.status).toBe('succeeded');
    expect(done.output).toEqual(
      numbers(1000).map(({ json }) => ({ json: { ...json, double: Number(json['n']) * 2 } })),
    );
    const [row] = await product.database.query<{ runs: number }>(
      'select count(*)::int as runs from runs where parent_run_id = $1',
      [done.id],
    );
    expect(row?.runs).toBe(1000);
  });

  it('begins no more than so many at once', async () => {
    const workflow = await product.publish(writingChild());
    server.hold();
    const id = await start(product, parent(workflow, { mode: 'each', concurrency: 2 }), numbers(5));
    await product.until(id, () => server.seen.length === 2);
    const live = await product.database.query<{ due: boolean }>(
      'select worker_id is not null or due_at is not null as due from run_live where parent_run_id = $1',
      [id],
    );
    expect(live.filter((row) => row.due)).toHaveLength(2);
    expect(live).toHaveLength(5);
    server.release();
    await product.until(id, isOver);
    expect(server.seen).toHaveLength(5);
  });

  it('hands over named inputs, checked by the types that the trigger names', async () => {
    const inputs = [
      { name: 'n', type: 'number', required: true },
      { name: 'note', type: 'string', required: false },
    ];
    const workflow = await product.publish(child(inputs));
    const given = (value: string) => ({ inputs: [{ name: 'n', value }] });
    expect((await run(parent(workflow, given('{{ $json.n + 1 }}')))).output).toEqual([
      { json: { n: 2, double: 4 } },
    ]);
    for (const [parameters, message] of [
      [given('many'), 'number is wanted'],
      [{ inputs: [{ name: 'other', value: '1' }] }, 'is missing'],
    ] as const) {
      const failed = await run(parent(workflow, parameters));
      expect(failed).toMatchObject({ status: 'failed', error: { code: 'sub-workflow.invalid-input' } });
      expect(failed.error?.message).toContain('“n”');
      expect(failed.error?.message).toContain(message);
      expect(await childrenOf(product, failed.id)).toEqual([]);
    }
  });

  it('goes on at once where it does not wait', async () => {
    server.hold();
    const workflow = await product.publish(writingChild());
    const done = await run(parent(workflow, { wait: false }));
    expect(done).toMatchObject({ status: 'succeeded', output: [{ json: { n: 1 } }] });
    server.release();
    const [only] = await childrenOf(product, done.id);
    const step = done.steps.find(({ nodeName }) => nodeName === 'call');
    expect(step?.children).toEqual([{ runId: only?.id, workflowId: workflow }]);
    const ended = await product.until(only?.id ?? '', isOver);
    expect(ended.status).toBe('succeeded');
    expect(ended.goesOnWithCaller).toBeUndefined();
  });

  it('fails with it, or goes on as its error handling says', async () => {
    server.answerWith(() => ({ status: 422, body: {} }));
    const workflow = await product.publish(writingChild());
    const failed = await run(parent(workflow));
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'sub-workflow.failed', nodeName: 'call' },
    });
    const [only] = await childrenOf(product, failed.id);
    expect(failed.error?.details).toMatchObject({ runId: only?.id });
    const caught = await run(parent(workflow, {}, { onError: 'continue' }));
    expect(caught.status).toBe('succeeded');
  });

  it('is told when the other one is cancelled, and cancels it with itself', async () => {
    server.hold();
    const workflow = await product.publish(writingChild());
    const told = await start(product, parent(workflow));
    await product.until(told, () => server.seen.length === 1);
    const [first] = await childrenOf(product, told);
    await cancelRun(product.deps, product.tenant.scope, { id: first?.id ?? '' });
    expect(await product.until(told, isOver)).toMatchObject({ error: { code: 'sub-workflow.cancelled' } });

    const many = await start(product, parent(workflow, { mode: 'each', concurrency: 1 }), numbers(3));
    await product.until(many, () => server.seen.length === 2);
    await cancelRun(product.deps, product.tenant.scope, { id: many });
    expect((await product.until(many, isOver)).status).toBe('cancelled');
    for (const { id } of await childrenOf(product, many))
      expect((await product.until(id, isOver)).status).toBe('cancelled');
    server.release();
    expect(server.seen).toHaveLength(2);
    expect(
      await product.database.query('select 1 from waits where run_id = any($1)', [[told, many]]),
    ).toEqual([]);
  });

  it('can be resumed after the other one failed', async () => {
    server.answerWith(() => ({ status: 422, body: {} }));
    const workflow = await product.publish(writingChild());
    const failed = await run(parent(workflow));
    server.answerWith(() => ({ status: 200, body: {} }));
    await resumeRun(product.deps, product.tenant.scope, { id: failed.id });
    expect((await product.until(failed.id, (now) => now.status !== 'failed' && isOver(now))).status).toBe(
      'succeeded',
    );
  });

  describe('called again', () => {
    //  called ── first ── second, two writes
    const writes = () =>
      aFile(
        [
          aNode('called', 'sub-workflow-trigger'),
          aPost('first', `${server.url}/first`),
          aPost('second', `${server.url}/second`),
        ],
        ['called > first', 'first > second'],
      );
    const paths = () => server.seen.map(({ path }) => path);
    const failSecond = (code = 422) =>
      server.answerWith(({ path }) => ({ status: path === '/second' ? code : 200, body: {} }));
    const mend = () => server.answerWith(() => ({ status: 200, body: {} }));
    const isDone = (now: RunView) => now.status === 'succeeded';

    it('by a resume, repeats none of its writes', async () => {
      failSecond();
      const failed = await run(parent(await product.publish(writes())));
      mend();
      await resumeRun(product.deps, product.tenant.scope, { id: failed.id });
      await product.until(failed.id, isDone);
      expect(paths()).toEqual(['/first', '/second', '/second']);
    });

    it('by a retry of the run, repeats none of its writes, nor do runs that it calls', async () => {
      failSecond();
      const inner = await product.publish(writes());
      const middle = aFile(
        [
          aNode('called', 'sub-workflow-trigger'),
          aNode('call', 'sub-workflow', { parameters: { workflow: inner } }),
        ],
        ['called > call'],
      );
      const failed = await run(parent(await product.publish(middle)));
      for (const code of [422, 200]) {
        failSecond(code);
        const { id } = await retryRun(product.deps, product.tenant.scope, { id: failed.id, mode: 'failed' });
        await product.until(id, isOver);
      }
      expect(paths()).toEqual(['/first', '/second', '/second', '/second']);
    });

    it('with inputs that differ with time and luck, is given those of the first call', async () => {
      failSecond();
      const inputs = [
        { name: 'at', value: '{{ $now.toMillis() }}' },
        { name: 'luck', value: '{{ Math.random() }}' },
      ];
      const failed = await run(parent(await product.publish(writes()), { inputs }));
      const { id } = await retryRun(product.deps, product.tenant.scope, { id: failed.id, mode: 'failed' });
      await product.until(id, isOver);
      const second = await retryRun(product.deps, product.tenant.scope, { id, mode: 'failed' });
      await product.until(second.id, isOver);
      mend();
      await resumeRun(product.deps, product.tenant.scope, { id: second.id });
      await product.until(second.id, isDone);
      expect(paths()).toEqual(['/first', '/second', '/second', '/second', '/second']);
    });

    it('after some of several succeeded, repeats none of these', async () => {
      server.answerWith(({ body }) => ({ status: body.includes('"n":1') ? 422 : 200, body: {} }));
      const failed = await run(parent(await product.publish(writingChild()), { mode: 'each' }), numbers(3));
      mend();
      await resumeRun(product.deps, product.tenant.scope, { id: failed.id });
      const done = await product.until(failed.id, isDone);
      expect(server.seen.map(({ body }) => body).toSorted()).toEqual([
        '{"n":0}',
        '{"n":1}',
        '{"n":1}',
        '{"n":2}',
      ]);
      expect(done.output).toHaveLength(3);
    });

    it('asks about a write that was under way when it was cancelled with its caller', async () => {
      server.hold();
      const id = await start(product, parent(await product.publish(writingChild())));
      await product.until(id, () => server.seen.length === 1);
      await cancelRun(product.deps, product.tenant.scope, { id });
      await product.until(id, isOver);
      const [cancelled] = await childrenOf(product, id);
      await product.until(cancelled?.id ?? '', isOver);
      server.release();
      await resumeRun(product.deps, product.tenant.scope, { id });
      await product.until(id, (now) => now.status === 'waiting');
      const again = (await childrenOf(product, id)).find((one) => one.id !== cancelled?.id);
      await product.until(again?.id ?? '', (now) => statuses(now)['post'] === 'in-doubt');
      expect(paths()).toEqual(['/child']);
    });

    it('has a receipt before it sends again what was under way', async () => {
      server.hold();
      const post = aPost('post', `${server.url}/child`, { inDoubt: 'repeat' });
      const child = aFile([aNode('called', 'sub-workflow-trigger'), post], ['called > post']);
      const id = await start(product, parent(await product.publish(child)));
      await product.until(id, () => server.seen.length === 1);
      await cancelRun(product.deps, product.tenant.scope, { id });
      await product.until(id, isOver);
      const [cancelled] = await childrenOf(product, id);
      await product.until(cancelled?.id ?? '', isOver);
      await resumeRun(product.deps, product.tenant.scope, { id });
      await product.until(id, () => server.seen.length === 2);
      const again = (await childrenOf(product, id)).find((one) => one.id !== cancelled?.id);
      const rows = await product.database.query<{ status: string }>(
        `select status from receipts where run_id = '${again?.id}'`,
      );
      expect(rows).toEqual([{ status: 'intended' }]);
      server.release();
      await product.until(id, isDone);
    });

    it('goes on with its caller alone, so that nothing is done beside it', async () => {
      failSecond();
      const failed = await run(parent(await product.publish(writes())));
      const [called] = await childrenOf(product, failed.id);
      mend();
      const { deps, tenant } = product;
      expect(called).toMatchObject({ status: 'failed', goesOnWithCaller: true });
      expect(failed.goesOnWithCaller).toBeUndefined();
      const byItself = () => resumeRun(deps, tenant.scope, { id: called?.id ?? '' });
      const refused = { code: 'run.called', details: { runId: failed.id } };
      await expect(byItself()).rejects.toMatchObject(refused);
      await resumeRun(deps, tenant.scope, { id: failed.id });
      await product.until(failed.id, isDone);
      await expect(byItself()).rejects.toMatchObject(refused);
      expect(paths()).toEqual(['/first', '/second', '/second']);
    });

    it('begins no second one while the one before is still ending', async () => {
      failSecond();
      const failed = await run(parent(await product.publish(writes())));
      const [ended] = await childrenOf(product, failed.id);
      mend();
      const back = await stillEnding(ended?.id ?? '');
      await resumeRun(product.deps, product.tenant.scope, { id: failed.id });
      const again = await product.until(failed.id, isOver);
      expect(again.error).toMatchObject({ code: 'sub-workflow.still-ending' });
      expect(paths()).toEqual(['/first', '/second']);
      await back();
      await resumeRun(product.deps, product.tenant.scope, { id: failed.id });
      await product.until(failed.id, isDone);
      expect(paths()).toEqual(['/first', '/second', '/second']);
    });
  });

  /** Puts an ended run among the live ones, held by a worker that is still at it, until what it gives back is called. */
  async function stillEnding(id: string): Promise<() => Promise<void>> {
    const { query } = product.database;
    const [columns] = await query<{
      names: string;
    }>(`select string_agg(quote_ident(l.column_name), ', ') as names
      from information_schema.columns l join information_schema.columns r using (table_schema, column_name)
      where l.table_schema = 'public' and l.table_name = 'run_live' and r.table_name = 'runs'`);
    const both = columns?.names ?? '';
    await query(`create table kept_run as select * from runs where id = '${id}'`);
    await query(`with gone as (delete from runs where id = '${id}' returning *)
      insert into run_live (${both}) select ${both} from gone`);
    return async () => {
      await query(`delete from run_live where id = '${id}'`);
      await query('insert into runs select * from kept_run');
      await query('drop table kept_run');
    };
  }

  it('does not call itself for ever', async () => {
    const { deps, tenant } = product;
    const { id: workflow } = await createWorkflow(deps, tenant.scope, { file: child() });
    const loop = aFile(
      [
        aNode('called', 'sub-workflow-trigger'),
        aNode('start', 'manual-trigger'),
        aNode('call', 'sub-workflow', { parameters: { workflow } }),
        aNode('again', 'sub-workflow', { parameters: { workflow } }),
      ],
      ['start > call', 'called > again'],
    );
    const { replaceDraft } = await import('@/services/workflows/replace-draft');
    await replaceDraft(deps, tenant.scope, { id: workflow, file: loop, ifMatch: '*' });
    await publishWorkflow(deps, tenant.scope, { id: workflow });
    const { id } = await startRun(deps, tenant.scope, {
      workflowId: workflow,
      version: 'published',
      trigger: 'start',
    });
    const failed = await product.until(id, isOver);
    expect(failed.status).toBe('failed');
    const [row] = await product.database.query<{ runs: number; deep: number }>(
      `select count(*)::int as runs, count(*) filter (where error->>'code' = 'run.too-deep')::int as deep
        from runs where workflow_id = $1`,
      [workflow],
    );
    expect(row).toEqual({ runs: 21, deep: 1 });
  });

  it('says what keeps it from running', async () => {
    const untriggered = await product.publish(aFile([aNode('start', 'manual-trigger')], []));
    const { id: unpublished } = await createWorkflow(product.deps, product.tenant.scope, { file: child() });
    const gone = await product.publish(child());
    const calls = [
      [untriggered, 'sub-workflow.no-trigger'],
      [unpublished, 'sub-workflow.not-published'],
      [gone, 'sub-workflow.not-found'],
    ] as const;
    const ids = await Promise.all(calls.map(async ([workflow]) => product.publish(parent(workflow))));
    await product.database.query('update workflows set archived_at = now() where id = $1', [gone]);
    for (const [index, [, code]] of calls.entries()) {
      const { id } = await startRun(product.deps, product.tenant.scope, {
        workflowId: ids[index] ?? '',
        version: 'published',
      });
      expect((await product.until(id, isOver)).error?.code).toBe(code);
    }
    const draft = await run(parent(unpublished, { version: 'draft' }));
    expect(draft.status).toBe('succeeded');
  });

  it('cannot reach a workflow of another tenant', async () => {
    const workflow = await product.publish(child());
    const own = await createTestProduct();
    await own.startWorker();
    const { aTenant } = await import('@/testing/builders/people');
    const other = await aTenant(product.deps);
    const { id: foreign } = await createWorkflow(product.deps, other.scope, { file: parent(workflow) });
    const { id } = await startRun(product.deps, other.scope, { workflowId: foreign, version: 'draft' });
    const failed = await product.until(id, isOver, other.scope);
    expect(failed.error?.code).toBe('sub-workflow.not-found');
    await own.close();
  });
});

describe('a worker that dies', () => {
  it('while it waits for others starts none twice and loses none', async () => {
    const own = await createTestProduct();
    const doomed = await own.startWorker({ leaseMs: 2000 });
    server.hold();
    const workflow = await own.publish({
      ...writingChild(),
      nodes: [
        aNode('called', 'sub-workflow-trigger'),
        aPost('post', `${server.url}/child`, { inDoubt: 'repeat' }),
      ],
    });
    const id = await start(own, parent(workflow, { mode: 'each', concurrency: 2 }), numbers(4));
    await own.until(id, () => server.seen.length === 2);
    await doomed.abandon();
    server.release();
    await own.startWorker({ leaseMs: 2000 });
    await own.startWorker({ leaseMs: 2000 });
    const done = await own.until(id, isOver);
    expect(done.status).toBe('succeeded');
    expect(await childrenOf(own, id)).toHaveLength(4);
    expect(new Set(server.seen.map((seen) => seen.idempotencyKey)).size).toBe(4);
    await own.close();
  });
});

describe('an error workflow', () => {
  //  failed ── tell
  const told = () =>
    aFile([aNode('failed', 'error-trigger'), aPost('tell', `${server.url}/tell`)], ['failed > tell']);
  const failing = (errorWorkflow: string) =>
    aFile(
      [aNode('start', 'manual-trigger'), aNode('stop', 'stop', { parameters: { message: 'No.' } })],
      ['start > stop'],
      {
        settings: { errorWorkflow },
      },
    );

  it('is run with the report of a production run that failed', async () => {
    const errorWorkflow = await product.publish(told());
    const failed = await run(failing(errorWorkflow));
    expect(failed.status).toBe('failed');
    const [only] = await childrenOf(product, failed.id);
    expect(await product.until(only?.id ?? '', isOver)).toMatchObject({
      status: 'succeeded',
      workflowId: errorWorkflow,
      startedHow: 'error',
    });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      workflow: { id: failed.workflowId, name: 'Under test' },
      run: { id: failed.id, error: { message: 'No.', nodeName: 'stop' }, mode: 'production' },
      execution: {
        id: failed.id,
        lastNodeExecuted: 'stop',
        error: { message: 'No.', node: { name: 'stop' } },
      },
      trigger: { nodeId: 'start', type: 'manual-trigger' },
    });
  });

  it('is not run for tests, nor for another error workflow', async () => {
    const { deps, tenant } = product;
    const second = await product.publish(told());
    const broken = aFile(
      [aNode('failed', 'error-trigger'), aNode('stop', 'stop', { parameters: { message: 'No.' } })],
      ['failed > stop'],
      { settings: { errorWorkflow: second } },
    );
    const workflowId = await product.publish(failing(await product.publish(broken)));
    const { id: test } = await startRun(deps, tenant.scope, { workflowId, version: 'draft' });
    await product.until(test, isOver);
    expect(await childrenOf(product, test)).toEqual([]);
    const { id } = await startRun(deps, tenant.scope, { workflowId, version: 'published' });
    await product.until(id, isOver);
    const [only] = await childrenOf(product, id);
    expect((await product.until(only?.id ?? '', isOver)).status).toBe('failed');
    expect(await childrenOf(product, only?.id ?? '')).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  it('that cannot be run keeps no run from failing', async () => {
    const workflow = await product.publish(child());
    const failed = await run(failing(workflow));
    expect(failed.error?.nodeName).toBe('stop');
    expect(statuses(failed)).toMatchObject({ stop: 'failed' });
    expect(failed.error?.errorWorkflowNotStarted).toBe('no-trigger');
    const { deps, tenant } = product;
    const { id: draft } = await createWorkflow(deps, tenant.scope, { file: told() });
    expect((await run(failing(draft))).error?.errorWorkflowNotStarted).toBe('not-published');
  });
});

describe('the time limit of a run', () => {
  it('ends one that waits', async () => {
    const file = aFile(
      [aNode('start', 'manual-trigger'), aNode('wait', 'wait', { parameters: { for: 'webhook' } })],
      ['start > wait'],
      { settings: { timeoutMs: 2000 } },
    );
    expect(await run(file)).toMatchObject({ status: 'failed', error: { code: 'run.timed-out' } });
  });
});
