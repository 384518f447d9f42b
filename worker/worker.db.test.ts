/** From accepted to ended, with real workers on a real database and a real third party. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import { createRunIntake } from '@/infra/queue/intake';
import { renewInterest } from '@/infra/db/run-store/interest';
import { cancelRun } from '@/services/runs/cancel-run';
import { decideDoubt } from '@/services/runs/decide-doubt';
import { startRun } from '@/services/runs/start-run';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;

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
  server.answerWith(() => ({ status: 200, body: { ok: true } }));
});

const at = { x: 0, y: 0 };
type Nodes = PortableWorkflow['nodes'];

function workflow(nodes: Nodes, edges: readonly [string, string, string?][]): PortableWorkflow {
  return {
    format: 'heddle.workflow/1',
    name: 'Under test',
    nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position: at }, ...nodes],
    edges: edges.map(([source, target, sourcePort], index) => ({
      id: `e${index}`,
      source,
      target,
      ...(sourcePort ? { sourcePort } : {}),
    })),
  };
}

function post(settings: NonNullable<Nodes[number]['settings']> = {}): Nodes[number] {
  return {
    id: 'post',
    type: 'http-request',
    name: 'Post',
    position: at,
    parameters: { method: 'POST', url: `${server.url}/orders`, bodyType: 'json', body: '{{ $json }}' },
    settings,
  };
}

async function start(
  file: PortableWorkflow,
  input: Record<string, number | string> = { n: 1 },
): Promise<string> {
  const workflowId = await product.publish(file);
  return (await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published', input })).id;
}

const isOver = (run: { status: string }) => ['succeeded', 'failed', 'cancelled'].includes(run.status);

describe('a worker', () => {
  let workerId = '';
  beforeAll(async () => {
    ({ id: workerId } = await product.startWorker());
  });

  it('loses no run that was put into its hands by a message that never came', async () => {
    const { deps, tenant } = product;
    const workflowId = await product.publish(workflow([post()], [['start', 'post']]));
    const intake = createRunIntake({
      runner: deps.db.runner,
      hints: { wake: () => undefined, mayNotify: false, close: () => Promise.resolve() },
      workers: { next: () => workerId, close: () => Promise.resolve() },
      bus: { publish: () => Promise.resolve() },
    });
    const { id } = await startRun({ ...deps, intake }, tenant.scope, { workflowId, version: 'published' });
    const [held] = await product.database.query('select worker_id, epoch from run_live where id = $1', [id]);
    expect(held).toEqual({ worker_id: workerId, epoch: 1 });
    expect(await product.until(id, isOver)).toMatchObject({ status: 'succeeded' });
    expect(server.seen).toHaveLength(1);
    const epochs = await product.database.query('select epoch from run_facts where run_id = $1 and seq > 0', [
      id,
    ]);
    expect(new Set(epochs.map((row) => row['epoch']))).toEqual(new Set([2]));
  });

  //  start ── set ── check ─true─ yes
  //                        └false─ no
  it('runs a graph with a branch and records every step', async () => {
    const file = workflow(
      [
        {
          id: 'set',
          type: 'edit-fields',
          name: 'Set',
          position: at,
          parameters: {
            assignments: [{ name: 'double', type: 'number', value: '{{ $json.n * 2 }}' }],
            keep: 'all',
          },
        },
        {
          id: 'check',
          type: 'if',
          name: 'Check',
          position: at,
          parameters: {
            conditions: [{ left: '{{ $json.double }}', operator: 'number.greater', right: 10 }],
            combine: 'all',
          },
        },
        { id: 'yes', type: 'no-op', name: 'Yes', position: at },
        { id: 'no', type: 'no-op', name: 'No', position: at },
      ],
      [
        ['start', 'set'],
        ['set', 'check'],
        ['check', 'yes', 'true'],
        ['check', 'no', 'false'],
      ],
    );
    const run = await product.until(await start(file, { n: 6 }), isOver);
    expect(run.status).toBe('succeeded');
    expect(run.output).toEqual([{ json: { n: 6, double: 12 } }]);
    expect(Object.fromEntries(run.steps.map((step) => [step.nodeId, step.status]))).toEqual({
      start: 'succeeded',
      set: 'succeeded',
      check: 'succeeded',
      yes: 'succeeded',
      no: 'skipped',
    });
  });

  it('gives waiting callers the end of the run', async () => {
    const workflowId = await product.publish(
      workflow([{ id: 'end', type: 'no-op', name: 'End', position: at }], [['start', 'end']]),
    );
    const { id, finished } = await startRun(product.deps, product.tenant.scope, {
      workflowId,
      version: 'published',
      input: { n: 1 },
      wait: true,
    });
    expect(finished).toBe(true);
    expect((await product.until(id, isOver)).status).toBe('succeeded');
  });

  it('sends each write once, with its idempotency key, and keeps the receipt', async () => {
    const id = await start(workflow([post()], [['start', 'post']]));
    const run = await product.until(id, isOver);
    expect(run.status).toBe('succeeded');
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]?.idempotencyKey).toMatch(/^[0-9a-f]{64}$/);
    const receipts = await product.database.query<{ status: string; idempotency_key: string }>(
      'select status, idempotency_key from receipts where run_id = $1',
      [id],
    );
    expect(receipts).toEqual([{ status: 'answered', idempotency_key: server.seen[0]?.idempotencyKey }]);
  });

  it('retries what may be retried, under the same key, and stops at the limit', async () => {
    server.answerWith(() => ({ status: 503, body: {} }));
    const settings = { retry: { attempts: 3, backoff: 'fixed' as const, delayMs: 1 } };
    const run = await product.until(await start(workflow([post(settings)], [['start', 'post']])), isOver);
    expect(run.status).toBe('failed');
    expect(run.error?.nodeName).toBe('Post');
    expect(server.seen).toHaveLength(3);
    expect(new Set(server.seen.map((request) => request.idempotencyKey)).size).toBe(1);
  });

  it('takes the error port when the node says so', async () => {
    server.answerWith(() => ({ status: 404, body: {} }));
    const file = workflow(
      [post({ onError: 'error-port' }), { id: 'caught', type: 'no-op', name: 'Caught', position: at }],
      [
        ['start', 'post'],
        ['post', 'caught', 'error'],
      ],
    );
    const run = await product.until(await start(file), isOver);
    expect(run.status).toBe('succeeded');
    expect(run.steps.find((step) => step.nodeId === 'caught')?.itemCounts).toEqual({ main: 1 });
  });

  it('ends a step at its time limit', async () => {
    server.hold();
    const read: Nodes[number] = {
      ...post({ timeoutMs: 50 }),
      parameters: { method: 'GET', url: `${server.url}/slow` },
    };
    const run = await product.until(await start(workflow([read], [['start', 'post']])), isOver);
    expect(run.status).toBe('failed');
    expect(run.error?.code).toBe('step.timeout');
  });

  it('cancels a run whose step is in flight and starts nothing more', async () => {
    server.hold();
    const file = workflow(
      [post(), { id: 'after', type: 'no-op', name: 'After', position: at }],
      [
        ['start', 'post'],
        ['post', 'after'],
      ],
    );
    const id = await start(file);
    await product.until(id, () => server.seen.length === 1);
    await cancelRun(product.deps, product.tenant.scope, { id });
    const run = await product.until(id, isOver);
    expect(run.status).toBe('cancelled');
    expect(run.steps.find((step) => step.nodeId === 'after')).toBeUndefined();
  });

  it('ends runs that somebody watches, whose facts are flushed one by one', async () => {
    const steps = ['a', 'b', 'c', 'd'].map((id) => ({ id, type: 'no-op', name: id, position: at }));
    const file = workflow(steps, [
      ['start', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ]);
    const workflowId = await product.publish(file);
    const { deps, tenant, database } = product;
    const interests = [{ tenantId: tenant.id, topic: `workflow:${workflowId}` }];
    await renewInterest(database.db.runner, { webId: 'watcher', interests, ttlMs: 60_000 });
    await deps.bus.publish('heddle_interest', '');
    const live: string[] = [];
    const stop = await deps.bus.subscribe('heddle_live', (payload) => live.push(payload));
    const runs = await Promise.all(
      Array.from({ length: 20 }, () =>
        startRun(deps, tenant.scope, { workflowId, version: 'published', input: { n: 1 } }),
      ),
    );
    for (const { id } of runs) expect((await product.until(id, isOver)).status).toBe('succeeded');
    expect(live.join(';')).toContain(runs.at(-1)?.id);
    await stop();
  });

  it('runs code away from the worker', async () => {
    const code: Nodes[number] = {
      id: 'code',
      type: 'code',
      name: 'Code',
      position: at,
      parameters: {
        mode: 'all',
        source: 'return items.map((item) => ({ json: { twice: item.json.n * 2 } }));',
      },
    };
    const run = await product.until(await start(workflow([code], [['start', 'code']]), { n: 21 }), isOver);
    expect(run.output).toEqual([{ json: { twice: 42 } }]);
  });

  it('keeps the order of keys', async () => {
    const input = { customer: 'Ada', amount: 1, b: 2, a: 3 };
    const id = await start(
      workflow([{ id: 'end', type: 'no-op', name: 'End', position: at }], [['start', 'end']]),
      input,
    );
    const run = await product.until(id, isOver);
    expect(JSON.stringify(run.output)).toBe(JSON.stringify([{ json: input }]));
  });

  it('keeps big data in the blob store and gives it back whole', async () => {
    const text = 'x'.repeat(400_000);
    const id = await start(
      workflow([{ id: 'end', type: 'no-op', name: 'End', position: at }], [['start', 'end']]),
      { text },
    );
    const run = await product.until(id, isOver);
    expect(run.output).toEqual([{ json: { text } }]);
    const [row] = await product.database.query<{ bytes: number }>(
      'select max(pg_column_size(facts)) as bytes from run_facts where run_id = $1',
      [id],
    );
    expect(row?.bytes).toBeLessThan(10_000);
  });
});

describe('a worker that dies', () => {
  it.each(['ask', 'repeat', 'fail'] as const)('inside a write with inDoubt %s', async (inDoubt) => {
    const doomed = await createDoomed();
    server.hold();
    const id = await doomed.start(workflow([post({ inDoubt })], [['start', 'post']]));
    await doomed.product.until(id, () => server.seen.length === 1);
    await doomed.worker.abandon();
    server.release();
    await doomed.product.startWorker({ leaseMs: 2000 });
    const run = await doomed.product.until(id, (now) => isOver(now) || now.status === 'waiting');
    const keys = new Set(server.seen.map((request) => request.idempotencyKey));
    expect(keys.size).toBe(1);
    if (inDoubt === 'repeat') {
      expect(run.status).toBe('succeeded');
      expect(server.seen).toHaveLength(2);
    } else {
      expect(server.seen).toHaveLength(1);
      expect(run.status).toBe(inDoubt === 'ask' ? 'waiting' : 'failed');
    }
    await doomed.product.close();
  });

  it.each([
    { decision: 'repeat' as const, status: 'succeeded', sent: 2 },
    { decision: 'done' as const, status: 'succeeded', sent: 1 },
    { decision: 'fail' as const, status: 'failed', sent: 1 },
  ])('leaves a write in doubt to a person, who says $decision', async ({ decision, status, sent }) => {
    const doomed = await createDoomed();
    server.hold();
    const id = await doomed.start(workflow([post({ inDoubt: 'ask' })], [['start', 'post']]));
    await doomed.product.until(id, () => server.seen.length === 1);
    await doomed.worker.abandon();
    server.release();
    await doomed.product.startWorker({ leaseMs: 2000 });
    const waiting = await doomed.product.until(id, (now) => now.status === 'waiting');
    expect(waiting.steps.find((step) => step.nodeId === 'post')).toMatchObject({ status: 'in-doubt' });
    await decideDoubt(doomed.product.deps, doomed.product.tenant.scope, { id, step: 'post', decision });
    expect((await doomed.product.until(id, isOver)).status).toBe(status);
    expect(server.seen).toHaveLength(sent);
    await expect(
      decideDoubt(doomed.product.deps, doomed.product.tenant.scope, { id, step: 'post', decision }),
    ).rejects.toMatchObject({ code: 'run.nothing-to-decide' });
    await doomed.product.close();
  });

  it('loses no run of a burst, and a drained worker gives its runs back', async () => {
    const { product: own, worker, start: begin } = await createDoomed();
    const file = workflow([{ id: 'end', type: 'no-op', name: 'End', position: at }], [['start', 'end']]);
    const first = await begin(file);
    await own.until(first, isOver);
    const workflowId = (await own.until(first, isOver)).workflowId;
    const starts = Array.from({ length: 100 }, (_, n) =>
      startRun(own.deps, own.tenant.scope, { workflowId, version: 'published', input: { n } }),
    );
    await worker.abandon();
    const ids = (await Promise.all(starts)).map(({ id }) => id);
    const second = await own.startWorker({ leaseMs: 2000 });
    await own.until(ids[0] ?? '', isOver);
    await second.drain(1000);
    await own.startWorker({ leaseMs: 2000 });
    for (const id of ids) expect((await own.until(id, isOver)).status).toBe('succeeded');
    await own.close();
  });
});

describe('with every hint dropped', () => {
  it('runs still start within seconds', async () => {
    const own = await createTestProduct({ hints: 'drop' });
    await own.startWorker({ hints: 'drop' });
    const workflowId = await own.publish(
      workflow([{ id: 'end', type: 'no-op', name: 'End', position: at }], [['start', 'end']]),
    );
    const { id } = await startRun(own.deps, own.tenant.scope, { workflowId, version: 'published' });
    expect((await own.until(id, isOver)).status).toBe('succeeded');
    await own.close();
  });
});

/** A product of its own with a worker whose lease is short, so that taking over takes no time. */
async function createDoomed() {
  const own = await createTestProduct();
  const worker = await own.startWorker({ leaseMs: 2000 });
  return {
    product: own,
    worker,
    async start(file: PortableWorkflow): Promise<string> {
      const workflowId = await own.publish(file);
      return (
        await startRun(own.deps, own.tenant.scope, { workflowId, version: 'published', input: { n: 1 } })
      ).id;
    },
  };
}

describe('an idempotency key', () => {
  it('makes a repeat return the first run, and refuses another body', async () => {
    const file = workflow([{ id: 'end', type: 'no-op', name: 'End', position: at }], [['start', 'end']]);
    const workflowId = await product.publish(file);
    const call = (n: number) =>
      startRun(product.deps, product.tenant.scope, {
        workflowId,
        version: 'published',
        input: { n },
        idempotencyKey: 'order-7',
      });
    const [first, second] = await Promise.all([call(1), call(1)]);
    expect(second.id).toBe(first.id);
    expect((await call(1)).id).toBe(first.id);
    await expect(call(2)).rejects.toMatchObject({ code: 'run.idempotency-conflict', status: 409 });
  });
});
