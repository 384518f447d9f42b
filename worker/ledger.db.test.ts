/** What runs did to the outside world, as people read it: of one run, of a workflow, in doubt and decided. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countInbox } from '@/services/inbox/count-inbox';
import { decideDoubts } from '@/services/inbox/decide-doubts';
import { listDoubts } from '@/services/inbox/list-doubts';
import { exportRunReceipts, exportWorkflowReceipts } from '@/services/receipts/export-receipts';
import { listRunReceipts } from '@/services/receipts/list-run-receipts';
import { listWorkflowReceipts } from '@/services/receipts/list-workflow-receipts';
import { startRun } from '@/services/runs/start-run';
import { aTenant } from '@/testing/builders/people';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, isOver } from '@/testing/product/small-workflows';
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
  server.answerWith(() => ({ status: 201, body: { ok: true } }));
});

const sending = (inDoubt: 'ask' | 'repeat' = 'ask') =>
  aFile(
    [
      aNode('start', 'manual-trigger'),
      aPost('send', `${server.url}/orders`, {
        inDoubt,
        retry: { attempts: 3, backoff: 'fixed', delayMs: 1 },
      }),
    ],
    ['start > send'],
  );

async function begin(own: TestProduct, workflowId: string, items: object[] = [{ n: 1 }]): Promise<string> {
  const input = items.map((json) => ({ json: { ...json } }));
  return (await startRun(own.deps, own.tenant.scope, { workflowId, version: 'published', input })).id;
}

async function text(file: { parts: AsyncIterable<string> }): Promise<string> {
  let whole = '';
  for await (const part of file.parts) whole += part;
  return whole;
}

describe('the ledger', () => {
  beforeAll(async () => {
    await product.startWorker();
  });

  it('says the same of a run and of its workflow: what was sent, what came back, what was not repeated', async () => {
    const { deps, tenant } = product;
    // The second item fails once: the step is called again, the first item is not sent again.
    let refusals = 1;
    server.answerWith(({ body }) =>
      body.includes('"n":2') && refusals-- > 0 ? { status: 503, body: {} } : { status: 201, body: {} },
    );
    const workflowId = await product.publish(sending());
    const id = await begin(product, workflowId, [{ n: 1 }, { n: 2 }]);
    await product.until(id, isOver);
    expect(server.seen).toHaveLength(3);
    const ofRun = (await listRunReceipts(deps, tenant.scope, { id })).items;
    expect(ofRun).toMatchObject([
      { item: 0, status: 'answered', answerStatus: 201, attempt: 1, replays: 1, nodeName: 'send' },
      { item: 1, status: 'answered', answerStatus: 201, attempt: 2, replays: 0, inherited: false },
    ]);
    expect(ofRun[0]?.summary).toContain('POST');
    expect(ofRun[0]?.durationMs).toBeGreaterThanOrEqual(0);
    const page = await listWorkflowReceipts(deps, tenant.scope, { id: workflowId, limit: 50 });
    const byItem = page.items.toSorted((a, b) => (a.item ?? 0) - (b.item ?? 0));
    expect(byItem).toEqual(ofRun);
    expect(page.nodes).toEqual([{ id: 'send', name: 'send' }]);
    // Answers may hold anything: neither shows them.
    expect(JSON.stringify([ofRun, page])).not.toContain('"headers"');
  });

  it('is narrowed and paged, and a foreign workflow is not there', async () => {
    const { deps, tenant } = product;
    server.answerWith(({ path }) => ({ status: path.endsWith('bad') ? 404 : 200, body: {} }));
    const file = aFile(
      [
        aNode('start', 'manual-trigger'),
        aPost('good', `${server.url}/good`, { onError: 'continue' }),
        aPost('bad', `${server.url}/bad`, { onError: 'continue' }),
      ],
      ['start > good', 'good > bad'],
    );
    const workflowId = await product.publish(file);
    const ids = [await begin(product, workflowId), await begin(product, workflowId)];
    for (const id of ids) await product.until(id, isOver);
    const list = (rest: Partial<Parameters<typeof listWorkflowReceipts>[2]>) =>
      listWorkflowReceipts(deps, tenant.scope, { id: workflowId, limit: 50, ...rest });
    const nodes = async (rest: Parameters<typeof list>[0]) =>
      (await list(rest)).items.map(({ nodeId }) => nodeId);
    expect(await nodes({ status: 'failed' })).toEqual(['bad', 'bad']);
    expect((await list({ status: 'failed' })).items[0]).toMatchObject({
      errorCode: 'http.status',
      answerStatus: 404,
    });
    expect(await nodes({ nodeId: 'good' })).toEqual(['good', 'good']);
    expect(await nodes({ text: '/GOOD' })).toEqual(['good', 'good']);
    expect(await nodes({ text: '100%' })).toEqual([]);
    expect(await nodes({ status: 'in-doubt' })).toEqual([]);
    expect(await nodes({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 1, cursor });
      seen.push(...page.items.map((one) => `${one.runId} ${one.step}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'list.bad-cursor' });
    const { scope: other } = await aTenant(deps);
    await expect(listWorkflowReceipts(deps, other, { id: workflowId, limit: 1 })).rejects.toMatchObject({
      code: 'workflow.not-found',
    });
    await expect(listRunReceipts(deps, other, { id: ids[0] ?? '' })).rejects.toMatchObject({
      code: 'run.not-found',
    });
  });

  it('is given as files that end properly', async () => {
    const { deps, tenant } = product;
    const workflowId = await product.publish(sending());
    const id = await begin(product, workflowId, [{ n: 1 }, { n: 2 }]);
    await product.until(id, isOver);
    const csv = await text(
      await exportWorkflowReceipts(deps, tenant.scope, { id: workflowId, format: 'csv' }),
    );
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toMatch(/^intendedAt,/);
    const json = JSON.parse(
      await text(await exportRunReceipts(deps, tenant.scope, { id, format: 'json' })),
    ) as { items: unknown[]; truncated: boolean };
    expect(json).toMatchObject({ items: [{ runId: id }, { runId: id }], truncated: false });
  });
});

describe('a write in doubt', () => {
  it('stands in the inbox with what is known, is decided there, and who did so stands in the ledger', async () => {
    const own = await createTestProduct();
    const { deps, tenant } = own;
    const worker = await own.startWorker({ leaseMs: 2000 });
    server.hold();
    const workflowId = await own.publish(sending());
    const runs = [
      await begin(own, workflowId, [{ order: 7, password: 'hunter2' }]),
      await begin(own, workflowId, [{ order: 8 }]),
    ];
    for (const id of runs) await own.until(id, () => server.seen.length === 2);
    await worker.abandon();
    server.release();
    await own.startWorker({ leaseMs: 2000 });
    for (const id of runs) await own.until(id, (now) => now.status === 'waiting');

    const { items } = await listDoubts(deps, tenant.scope, { limit: 10 });
    expect(items.map(({ runId }) => runId).toSorted()).toEqual(runs.toSorted());
    const first = items.find(({ runId }) => runId === runs[0]);
    expect(first).toMatchObject({
      workflowId,
      nodeName: 'send',
      calls: 1,
      onFail: 'stop',
      open: [{ item: 0, idempotencyKey: expect.any(String) }],
      sent: { sample: { order: 7, password: '•••' }, count: 1 },
    });
    expect(await countInbox(deps, tenant.scope)).toEqual({ decisions: 2, failures: 0 });
    const open = await listWorkflowReceipts(deps, tenant.scope, {
      id: workflowId,
      status: 'in-doubt',
      limit: 10,
    });
    expect(open.items).toHaveLength(2);

    const viewer = tenant.as('viewer');
    await expect(listDoubts(deps, viewer, { limit: 10 })).rejects.toMatchObject({ code: 'access.forbidden' });
    const doubts = runs.map((runId) => ({ runId, step: 'send' }));
    await expect(decideDoubts(deps, viewer, { doubts, decision: 'done' })).rejects.toMatchObject({
      code: 'access.forbidden',
    });
    const { scope: other } = await aTenant(deps);
    const foreign = await decideDoubts(deps, other, { doubts, decision: 'done' });
    expect(foreign.results.map((one) => (one.ok ? 'done' : one.error.code))).toEqual([
      'run.not-found',
      'run.not-found',
    ]);

    await decideDoubts(deps, tenant.scope, { doubts, decision: 'done', note: 'Seen in their system.' });
    for (const id of runs) expect((await own.until(id, isOver)).status).toBe('succeeded');
    expect(await countInbox(deps, tenant.scope)).toEqual({ decisions: 0, failures: 0 });
    const by = `user:${tenant.owner.id}`;
    const vouched = { status: 'answered', decidedBy: by, decision: 'done' };
    expect((await listRunReceipts(deps, tenant.scope, { id: runs[0] ?? '' })).items).toMatchObject([vouched]);
    const page = await listWorkflowReceipts(deps, tenant.scope, { id: workflowId, limit: 10 });
    expect(page.items).toMatchObject([vouched, vouched]);
    const audit = await own.database.query<{ details: object }>(
      "select details from audit where action = 'run.decide'",
    );
    expect(audit[0]?.details).toEqual({ step: 'send', decision: 'done', note: 'Seen in their system.' });
    const again = await decideDoubts(deps, tenant.scope, { doubts, decision: 'fail' });
    expect(again.results.every((one) => !one.ok)).toBe(true);
    await own.close();
  });
});
