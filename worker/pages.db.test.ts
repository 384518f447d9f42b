/** Pages that are written: the worker dies between and within them, and no page that was answered is sent again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideDoubt } from '@/services/runs/decide-doubt';
import { startRun } from '@/services/runs/start-run';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import type { WiredWorker } from './wiring';

let server: EffectServer;
let product: TestProduct;
let doomed: WiredWorker;

beforeAll(async () => {
  server = await startEffectServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.seen.length = 0;
  server.release();
  server.answerWith(({ path }) => {
    const page = Number(new URL(path, server.url).searchParams.get('page'));
    return { status: 200, body: page <= 4 ? [{ id: page * 10 }, { id: page * 10 + 1 }] : [] };
  });
});

const ROWS = [10, 11, 20, 21, 30, 31, 40, 41].map((id) => ({ json: { id } }));
const pagesSent = () => server.seen.map(({ path }) => Number(path.split('page=')[1]));

//  start ── pages ── end
async function begin(parameters: object, settings: object = {}): Promise<string> {
  product = await createTestProduct();
  const paged = { method: 'POST', url: `${server.url}/export`, bodyType: 'none', output: 'entries' };
  const pages = aNode('pages', 'http-request', {
    parameters: { ...paged, pagination: 'number', ...parameters },
    settings,
  });
  doomed = await product.startWorker({ leaseMs: 2000 });
  const file = aFile(
    [aNode('start', 'manual-trigger'), pages, aNode('end', 'no-op')],
    ['start > pages', 'pages > end'],
  );
  const workflowId = await product.publish(file);
  return (await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' })).id;
}

/** The worker is gone without a word; another takes over when its lease has ended. */
async function dieAndGoOn(): Promise<void> {
  await doomed.abandon();
  server.release();
  await product.startWorker({ leaseMs: 2000 });
}

async function receiptsOf(id: string) {
  return product.database.query<{ effect: string; status: string; summary: string }>(
    'select effect, status, summary from receipts where run_id = $1 order by effect',
    [id],
  );
}

describe('pages that are written', () => {
  it('are not sent again when the worker dies between two of them', async () => {
    const id = await begin({ pageDelayMs: 2000, until: 'pages', maxPages: 3 });
    // The receipt of the second is on disk: the worker pauses before the third.
    await product.until(id, () => server.seen.length === 2);
    for (;;) {
      const answered = (await receiptsOf(id)).filter((receipt) => receipt.status === 'answered');
      if (answered.length === 2) break;
    }
    await dieAndGoOn();
    const run = await product.until(id, isOver);
    expect(run.status).toBe('succeeded');
    expect(run.output).toEqual(ROWS.slice(0, 6));
    expect(pagesSent()).toEqual([1, 2, 3]);
    expect(await receiptsOf(id)).toEqual(
      [1, 2, 3].map((page) => ({
        effect: `request:0:page:${page}`,
        status: 'answered',
        summary: `POST ${server.url}/export (page ${page})`,
      })),
    );
    await product.close();
  });

  it('are repeated under the same key where the node says so: the one that was cut off alone', async () => {
    const id = await begin({}, { inDoubt: 'repeat' });
    server.hold();
    await product.until(id, () => server.seen.length >= 1);
    const cut = pagesSent().at(-1);
    await dieAndGoOn();
    const run = await product.until(id, isOver);
    expect(run.output).toEqual(ROWS);
    const sent = pagesSent();
    expect(sent.filter((page) => page === cut)).toHaveLength(2);
    expect(sent).toHaveLength(6);
    const keys = new Map(server.seen.map(({ path }) => [path, new Set<string | null>()]));
    for (const { path, idempotencyKey } of server.seen) keys.get(path)?.add(idempotencyKey);
    expect([...keys.values()].every((of) => of.size === 1)).toBe(true);
    expect(new Set([...keys.values()].flatMap((of) => [...of])).size).toBe(5);
    await product.close();
  });

  it('go on from what a person says about the one in doubt', async () => {
    const id = await begin({ pageDelayMs: 200 });
    await product.until(id, () => server.seen.length === 1);
    server.hold();
    await product.until(id, () => server.seen.length === 2);
    await dieAndGoOn();
    const waiting = await product.until(id, (run) => run.status === 'waiting');
    expect(waiting.steps.find((step) => step.nodeId === 'pages')).toMatchObject({ status: 'in-doubt' });
    expect(pagesSent()).toEqual([1, 2]);
    const decision = { decision: 'done' as const, result: [{ id: 'by hand' }] };
    await decideDoubt(product.deps, product.tenant.scope, { id, step: 'pages', ...decision });
    const run = await product.until(id, isOver);
    expect(run.output).toEqual([...ROWS.slice(0, 2), { json: { id: 'by hand' } }, ...ROWS.slice(4)]);
    expect(pagesSent()).toEqual([1, 2, 3, 4, 5]);
    await product.close();
  });

  it('fail where the node says so, and what was answered stays answered for a resume', async () => {
    const id = await begin({ pageDelayMs: 200 }, { inDoubt: 'fail' });
    await product.until(id, () => server.seen.length === 1);
    server.hold();
    await product.until(id, () => server.seen.length === 2);
    await dieAndGoOn();
    expect((await product.until(id, isOver)).error).toMatchObject({ code: 'step.in-doubt' });
    expect((await receiptsOf(id)).map((receipt) => receipt.status)).toEqual(['answered', 'intended']);
    await product.close();
  });
});
