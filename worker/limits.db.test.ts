/** Every limit of a tenant bites in a real worker: with its code, in words that say what to do, and nowhere else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMIT_NAMES, LIMITS, type LimitName } from '@/core/limits/limits';
import { startRun } from '@/services/runs/start-run';
import { resetLimit } from '@/services/limits/reset-limit';
import { setLimit } from '@/services/limits/set-limit';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;

beforeAll(async () => {
  product = await createTestProduct();
  server = await startEffectServer();
  server.answerWith(() => ({ status: 200, body: [{ text: 'x'.repeat(2000) }] }));
  await product.startWorker();
});
afterAll(async () => {
  await server.close();
  await product.close();
});

type File = ReturnType<typeof aFile>;
const start = aNode('start', 'manual-trigger');
const code = (source: string, settings = {}) =>
  aFile([start, aNode('code', 'code', { parameters: { source }, settings })], ['start > code']);
const many = (count: number) => `return Array.from({ length: ${count} }, (_, n) => ({ n }));`;
const text = (length: number) => `return { text: 'x'.repeat(${length}) };`;
const get = (parameters: object = {}) =>
  aFile(
    [start, aNode('get', 'http-request', { parameters: { url: server.url, ...parameters } })],
    ['start > get'],
  );
/** Fills memory with what differs, and keeps it. */
const HOARD =
  'const all = []; for (let n = 0; n < 400000; n++) all.push({ n, t: "t" + n }); return { n: all.length };';

//  start ── items ── each(item) ── back(next)
const looping = (count: number, type: 'loop' | 'map' = 'loop', parameters: Record<string, number> = {}) =>
  aFile(
    [
      start,
      aNode('items', 'code', { parameters: { source: many(count) } }),
      aNode('each', type, { parameters }),
      aNode('back', 'no-op'),
    ],
    ['start > items', 'items > each', 'each.item > back'],
  );

const called = aFile([aNode('called', 'sub-workflow-trigger'), aNode('end', 'no-op')], ['called > end']);
const calling = (workflow: string, parameters: object = {}) =>
  aFile(
    [
      aNode('called', 'sub-workflow-trigger'),
      start,
      aNode('items', 'code', { parameters: { source: many(3) } }),
      aNode('call', 'sub-workflow', { parameters: { workflow, ...parameters } }),
    ],
    ['start > items', 'called > items', 'items > call'],
  );

async function run(file: File) {
  const { deps, tenant } = product;
  const workflowId = await product.publish(file);
  const { id } = await startRun(deps, tenant.scope, { workflowId, version: 'published', trigger: 'start' });
  return product.until(id, isOver);
}

interface Case {
  value: number;
  /** More than the limit. */
  file: () => File | Promise<File>;
  code?: string;
}

const CASES: Partial<Record<LimitName, Case>> = {
  'run.steps': { value: 10, file: () => looping(20) },
  'run.depth': {
    value: 1,
    file: async () => calling(await product.publish(calling(await product.publish(called)))),
  },
  'run.family': {
    value: 2,
    file: async () => {
      const inner = await product.publish(calling(await product.publish(called), { mode: 'each' }));
      return calling(inner);
    },
  },
  'run.time-seconds': {
    value: 1,
    file: () =>
      aFile(
        [start, aNode('wait', 'wait', { parameters: { for: 'duration', ms: 3_600_000 } })],
        ['start > wait'],
      ),
  },
  'step.time-seconds': { value: 1, file: () => code('for (;;) {}', { timeoutMs: 60_000 }) },
  'step.default-time-seconds': { value: 1, file: () => code('for (;;) {}') },
  'step.items': { value: 10, file: () => code(many(11)) },
  'step.output-characters': { value: 10_000, file: () => code(text(20_000)) },
  'step.input-characters': {
    value: 10_000,
    file: () =>
      aFile(
        [
          start,
          aNode('many', 'code', { parameters: { source: many(60_000), timeoutMs: 20_000 } }),
          aNode('unique', 'remove-duplicates'),
        ],
        ['start > many', 'many > unique'],
      ),
  },
  'step.calls': { value: 2, file: async () => calling(await product.publish(called), { mode: 'each' }) },
  'step.concurrency': { value: 2, file: () => looping(3, 'map', { concurrency: 3 }) },
  'data.file-bytes': {
    value: LIMITS['data.file-bytes'].least,
    file: () =>
      aFile(
        [
          start,
          aNode('text', 'code', { parameters: { source: text(2000) } }),
          aNode('file', 'convert-to-file', { parameters: { format: 'json' } }),
        ],
        ['start > text', 'text > file'],
      ),
  },
  'http.response-bytes': { value: 1000, file: () => get() },
  'http.pages': { value: 2, file: () => get({ pagination: 'number' }) },
  'code.time-milliseconds': { value: 50, file: () => code('for (;;) {}') },
  'code.memory-bytes': { value: LIMITS['code.memory-bytes'].least, file: () => code(HOARD) },
  'code.data-characters': { value: 1000, file: () => code(text(2000)) },
};

/** Where the others are held against what they bound. */
const ELSEWHERE: Partial<Record<LimitName, string>> = {
  'runs.concurrent': 'claiming',
  'runs.queued': 'server/hooks/hook-flow.db.test.ts, worker/dead-letters.db.test.ts',
  'run.kept-signals': 'worker/signals.db.test.ts',
  'webhook.depth': 'server/hooks/hook-limits.db.test.ts, infra/http/guarded-http.test.ts',
  'webhook.body-bytes': 'server/hooks/hook-limits.db.test.ts',
  'data.inline-characters': 'server/hooks/hook-limits.db.test.ts',
  'api.body-bytes': 'server/rest/limit-routes.db.test.ts',
  'api.requests': 'server/rest/limit-routes.db.test.ts',
  'api.key-requests': 'server/rest/limit-routes.db.test.ts',
  'schedule.min-interval-seconds': 'services/limits/enforced.db.test.ts',
  'workflow.nodes': 'services/limits/enforced.db.test.ts',
  'workflow.versions': 'services/limits/enforced.db.test.ts',
  'workflow.tags': 'services/limits/enforced.db.test.ts',
  'credentials.stored': 'services/limits/enforced.db.test.ts',
};

it('no limit is without a test', () => {
  expect([...Object.keys(CASES), ...Object.keys(ELSEWHERE)].sort()).toEqual([...LIMIT_NAMES].sort());
});

describe('limits in a worker', () => {
  it.each(Object.entries(CASES))('%s', async (name, { value, file }) => {
    const limit = name as LimitName; // the keys are its names
    const { deps, tenant } = product;
    const refused = await file();
    await setLimit(deps, tenant.scope, { name: limit, value });
    // The worker hears of it by a message; this test does not wait for one that may be lost.
    const { status, error } = await until(
      () => run(refused),
      (done) => done.status === 'failed',
    );
    expect(status).toBe('failed');
    const failure = error?.code === 'sub-workflow.failed' ? await deepest() : error;
    expect(failure).toMatchObject({ code: LIMITS[limit].problem });
    expect(failure?.message).toMatch(/\b(Give|Choose|Split|Pass|Ask|Use|Look|Work|Keep|took longer)\b/);
    await resetLimit(deps, tenant.scope, { name: limit });
  });

  it('let everything through that stays below', async () => {
    for (const file of [looping(5), looping(3, 'map', { concurrency: 3 }), code(many(11)), get()]) {
      expect(
        (
          await until(
            () => run(file),
            (done) => done.status === 'succeeded',
          )
        ).error,
      ).toBeNull();
    }
  });

  it('leave a run as it is that began before they were changed', async () => {
    const { deps, tenant } = product;
    const wait = aNode('wait', 'wait', { parameters: { for: 'duration', ms: 2500 } });
    const nodes = [...looping(20).nodes, wait];
    const file = {
      ...looping(20),
      nodes,
      edges: [...aFile(nodes, ['start > wait', 'wait > items', 'items > each', 'each.item > back']).edges],
    };
    const workflowId = await product.publish(file);
    const { id } = await startRun(deps, tenant.scope, { workflowId, version: 'published' });
    await product.until(id, (seen) => seen.status === 'waiting');
    await setLimit(deps, tenant.scope, { name: 'run.steps', value: 10 });
    expect((await product.until(id, isOver)).status).toBe('succeeded');
    const after = await startRun(deps, tenant.scope, { workflowId, version: 'published' });
    expect((await product.until(after.id, isOver)).error?.code).toBe('run.too-many-steps');
    await resetLimit(deps, tenant.scope, { name: 'run.steps' });
  });
});

async function until<T>(make: () => Promise<T>, wanted: (made: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const made = await make();
    if (wanted(made) || tries === 5) return made;
  }
}

/** The error of the run at the end of a chain of calls. */
async function deepest() {
  const [row] = await product.database.query<{ error: { code: string; message: string } }>(
    `select error from runs where error ->> 'code' <> 'sub-workflow.failed' order by id desc limit 1`,
  );
  return row?.error;
}
