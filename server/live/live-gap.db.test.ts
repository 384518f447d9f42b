/** A page that was away: a real server, a real worker, and the stream that a browser opens. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LiveEvent } from '@/core/contracts/live-event';
import { cancelRun } from '@/services/runs/cancel-run';
import { startRun } from '@/services/runs/start-run';
import { aSession } from '@/testing/builders/people';
import { aFile, aNode, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

let product: TestProduct;
let web: TestWeb;
let cookie: string;
const published: string[] = [];

beforeAll(async () => {
  product = await createTestProduct();
  await product.startWorker();
  web = await startTestWeb({}, { database: product.database, sendsHints: true });
  await web.deps.bus.subscribe('heddle_live', (payload) => void published.push(payload));
  cookie = `${web.deps.sessions.cookieName}=${(await aSession(web.deps, product.tenant.owner)).token}`;
});
afterAll(async () => {
  await web.close();
  await product.close();
});

const publish = (waitMs: number) =>
  product.publish(
    aFile(
      [
        aNode('start', 'manual-trigger'),
        aNode('wait', 'wait', { parameters: { for: 'duration', ms: waitMs } }),
        aNode('end', 'no-op'),
      ],
      ['start > wait', 'wait > end'],
    ),
  );
const start = async (workflowId: string) =>
  (await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' })).id;
async function finish(workflowId: string): Promise<string> {
  const id = await start(workflowId);
  await product.until(id, isOver);
  return id;
}

interface Told {
  id: string;
  run: string;
  status: string;
  seq: number;
  steps: string[];
}

/** A tab: collects what it is told of runs until it is closed. */
async function open(topics: string[], lastEventId?: string) {
  const told: Told[] = [];
  const kinds: string[] = [];
  const stop = new AbortController();
  const input = { tenant: product.tenant.slug, topics, ...(lastEventId ? { lastEventId } : {}) };
  const query = encodeURIComponent(JSON.stringify({ json: input }));
  const response = await fetch(`${web.url}/api/trpc/live.events?input=${query}`, {
    headers: { cookie, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  expect(response.status).toBe(200);
  const reading = read(response, (id, event) => {
    kinds.push(event.kind);
    if (event.kind !== 'run-changed') return;
    const steps = event.steps.map(({ nodeId, status }) => `${nodeId} ${status}`);
    told.push({ id, run: event.run.id, status: event.run.status, seq: event.seq, steps });
  }).catch(() => undefined);
  return {
    told,
    kinds,
    async close() {
      stop.abort();
      await reading;
    },
  };
}

async function read(response: Response, take: (id: string, event: LiveEvent) => void): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value: chunk } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return;
    const parts = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const [id, data] = ['id', 'data'].map((name) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1]);
      if (id === undefined || data === undefined) continue;
      // The stream of tRPC carries its values as they were serialised.
      const value = JSON.parse(data) as { json?: { data?: LiveEvent[] } | LiveEvent[] };
      const events = Array.isArray(value.json) ? value.json : value.json?.data;
      for (const event of events ?? []) take(id, event);
    }
  }
}

it('where nobody watches, nothing is published', async () => {
  const workflow = await publish(0);
  published.length = 0;
  await finish(workflow);
  await finish(workflow);
  expect(published).toEqual([]);
  const tab = await open([`workflow:${workflow}`]);
  const run = await finish(workflow);
  await expect.poll(() => tab.told.at(-1)).toMatchObject({ run, status: 'succeeded' });
  expect(published.length).toBeGreaterThan(0);
  await tab.close();
});

it('a page that connects again is told what it missed: once, in order, and nothing else', async () => {
  const [workflow, waiting, other] = [await publish(0), await publish(3_600_000), await publish(0)];
  const topics = [`workflow:${workflow}`, `workflow:${waiting}`];
  // One run began before the page was there: it was never told of, and goes on while nobody looks.
  const early = await start(waiting);
  await product.until(early, ({ status }) => status === 'waiting');

  const first = await open(topics);
  const seen = await finish(workflow);
  const held = await start(waiting);
  await product.until(held, ({ status }) => status === 'waiting');
  await expect
    .poll(() => first.told.some(({ run, status }) => run === held && status === 'waiting'))
    .toBe(true);
  await expect
    .poll(() => first.told.some(({ run, status }) => run === seen && status === 'succeeded'))
    .toBe(true);
  const last = first.told.at(-1)?.id ?? '';
  const until = new Map(first.told.map(({ run, seq }) => [run, seq]));
  await first.close();

  // The gap: waiting runs end, new ones come and go, and another workflow's are nobody's business.
  for (const id of [early, held]) {
    await cancelRun(product.deps, product.tenant.scope, { id });
    await product.until(id, isOver);
  }
  const missed = [await finish(workflow), await finish(workflow), await finish(workflow)];
  await finish(other);

  const again = await open(topics, last);
  await expect.poll(() => again.told.length).toBe(5);
  const later = await finish(workflow);
  await expect.poll(() => again.told.at(-1)).toMatchObject({ run: later, status: 'succeeded' });
  const caughtUp = again.told.filter(({ run }) => run !== later);
  expect(caughtUp.map(({ run, status }) => [run, status])).toEqual([
    [early, 'cancelled'],
    [held, 'cancelled'],
    ...missed.map((run) => [run, 'succeeded']),
  ]);
  // Of a run that was known, what changed since; of the others, everything.
  for (const { run, seq } of caughtUp) expect(seq).toBeGreaterThan(until.get(run) ?? -1);
  expect(caughtUp[1]?.steps).toEqual(['wait cancelled']);
  expect(caughtUp[2]?.steps).toEqual(['start succeeded', 'wait succeeded', 'end succeeded']);
  expect(again.kinds).not.toContain('resync');
  await again.close();

  // Once told, it is told: connecting once more brings nothing.
  const third = await open(topics, again.told.at(-1)?.id);
  const newest = await finish(workflow);
  await expect.poll(() => third.told.at(-1)).toMatchObject({ run: newest, status: 'succeeded' });
  expect(new Set(third.told.map(({ run }) => run))).toEqual(new Set([newest]));
  await third.close();
});
