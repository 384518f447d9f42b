import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildThread } from './build-thread';
import { createThreadPool, type ThreadPool } from './thread-pool';

/** Jobs that do what the product's must not. */
const ENTRY = `
import { NodeFailure } from '@/core/node-kit/node-failure';
import { serveJobs } from './serve-jobs';
const job = (run) => () => Promise.resolve({ run });
serveJobs({
  double: job(({ n }) => ({ n: n * 2 })),
  bytes: job(({ bytes }) => ({ bytes: bytes.map((byte) => byte + 1), environment: Object.keys(process.env) })),
  refuse: job(() => { throw NodeFailure.final('test.refused', 'No.', { details: { why: 1 } }); }),
  crash: job(() => { throw new TypeError('broken'); }),
  uncaught: job(() => new Promise(() => setTimeout(() => { throw new Error('later'); }))),
  hang: job(() => { for (;;); }),
  hoard: job(() => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); }),
});
`;

let threadPath: string;
let pool: ThreadPool;
const never = new AbortController().signal;
beforeAll(async () => {
  threadPath = await buildThread({ contents: ENTRY });
  pool = createThreadPool({ threadPath });
});
afterAll(() => pool.close());

const call = (type: string, input: unknown = {}, abort = never): Promise<unknown> =>
  pool.offloadFor('a', abort)(type, input as never);

describe('a job', () => {
  it('gets its input and gives its output', async () => {
    expect(await call('double', { n: 21 })).toEqual({ n: 42 });
  });

  it('is handed byte arrays, and sees nothing of the environment', async () => {
    const bytes = Uint8Array.from([1, 2, 3]);
    expect(await call('bytes', { bytes })).toEqual({ bytes: Uint8Array.from([2, 3, 4]), environment: [] });
    expect(bytes.length).toBe(0);
  });

  it('fails as it says, or as what nobody planned', async () => {
    await expect(call('refuse')).rejects.toMatchObject({ code: 'test.refused', details: { why: 1 } });
    await expect(call('crash')).rejects.toThrow('broken');
    await expect(call('uncaught')).rejects.toThrow('later');
    await expect(call('constructor')).rejects.toThrow('There is no job');
  });

  it('that hangs is ended by the step, and the next one runs', async () => {
    const stop = new AbortController();
    const hanging = call('hang', {}, stop.signal);
    const waiting = [call('double', { n: 1 }), call('double', { n: 2 })];
    expect(await Promise.all(waiting)).toEqual([{ n: 2 }, { n: 4 }]);
    stop.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'step.aborted' });
    await expect(call('double', { n: 1 }, stop.signal)).rejects.toMatchObject({ code: 'step.aborted' });
  });

  it('that waits for a thread can be called off', async () => {
    const small = createThreadPool({ threadPath, size: 1, timeMs: 500 });
    const hanging = small.offloadFor('a', never)('hang', {} as never);
    const stop = new AbortController();
    const waiting = small.offloadFor('a', stop.signal)('double', { n: 1 } as never);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'step.aborted' });
    await expect(hanging).rejects.toMatchObject({ code: 'step.too-slow' });
    small.close();
    expect(small.size).toBe(0);
  });

  it('that takes too much memory fails alone', async () => {
    const small = createThreadPool({ threadPath, size: 1, memoryMegabytes: 24 });
    await expect(small.offloadFor('a', never)('hoard', {} as never)).rejects.toMatchObject({
      code: 'step.out-of-memory',
    });
    expect(await small.offloadFor('a', never)('double', { n: 3 } as never)).toEqual({ n: 6 });
    small.close();
  });
});

it('serves a tenant without a thread before one that has some', async () => {
  const two = createThreadPool({ threadPath, size: 2 });
  const order: string[] = [];
  const [first, second] = [new AbortController(), new AbortController()];
  const hanging = Promise.allSettled(
    [first, second].map(({ signal }) => two.offloadFor('a', signal)('hang', {} as never)),
  );
  const waiting = ['a', 'b'].map((tenant) =>
    two
      .offloadFor(tenant, never)('double', { n: 1 } as never)
      .then(() => order.push(tenant)),
  );
  first.abort();
  await Promise.all(waiting);
  second.abort();
  await hanging;
  expect(order).toEqual(['b', 'a']);
  two.close();
});

it('lets idle threads go', async () => {
  const brief = createThreadPool({ threadPath, idleMs: 1 });
  expect(await brief.offloadFor('a', never)('double', { n: 1 } as never)).toEqual({ n: 2 });
  await expect.poll(() => brief.size).toBe(0);
  brief.close();
  await expect(brief.offloadFor('a', never)('double', { n: 1 } as never)).rejects.toMatchObject({
    code: 'step.thread-lost',
  });
});
