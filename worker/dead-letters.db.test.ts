/** Runs that fail leave a letter in the same commit, and what people do with it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TenantScope } from '@/core/access/tenant-scope';
import { forgetDeadLetters } from '@/infra/db/run-store/dead-letters';
import { groupDeadLetters } from '@/services/dead-letters/group-dead-letters';
import { handleDeadLetters, type HandleInput } from '@/services/dead-letters/handle-dead-letters';
import { listDeadLetters } from '@/services/dead-letters/list-dead-letters';
import { countInbox } from '@/services/inbox/count-inbox';
import { resumeRun } from '@/services/runs/resume-run';
import { startRun } from '@/services/runs/start-run';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { aTenant } from '@/testing/builders/people';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, aSet, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;
let status: number;

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
  status = 503;
  server.answerWith(() => ({ status, body: {} }));
});

const home = (): TenantScope => product.tenant.scope;

//  start ── shape ── send
const sending = (greeting = '"hello"') =>
  aFile(
    [
      aNode('start', 'manual-trigger'),
      aSet('shape', 'text', `{{ ${greeting} }}`),
      aPost('send', `${server.url}/orders`),
    ],
    ['start > shape', 'shape > send'],
  );

async function run(workflowId: string, version: 'published' | 'draft' = 'published') {
  const { id } = await startRun(product.deps, home(), { workflowId, version, input: { n: 1 } });
  return product.until(id, isOver);
}

async function fail(workflowId: string, times = 1): Promise<string[]> {
  const runs = await Promise.all(Array.from({ length: times }, () => run(workflowId)));
  for (const ended of runs) expect(ended.status).toBe('failed');
  return runs.map(({ id }) => id);
}

const letters = (workflowId: string, kind: 'open' | 'handled' = 'open') =>
  listDeadLetters(product.deps, home(), { workflowId, status: kind, limit: 50 });
const handle = (input: HandleInput, scope = home()) => handleDeadLetters(product.deps, scope, input);

describe('a production run that fails', () => {
  it('leaves a letter with its cause; runs of the draft and those that succeed leave none', async () => {
    const workflowId = await product.publish(sending());
    const [failed = ''] = await fail(workflowId);
    await run(workflowId, 'draft');
    status = 200;
    await run(workflowId);
    const { items } = await letters(workflowId);
    expect(items).toEqual([
      expect.objectContaining({
        runId: failed,
        nodeId: 'send',
        nodeName: 'send',
        category: 'outside-unreachable',
        code: 'http.status',
        answerStatus: 503,
        failures: 1,
        version: 1,
        handled: null,
      }),
    ]);
    expect(await countInbox(product.deps, home())).toMatchObject({ decisions: 0 });
  });

  it('is nobody else’s: another tenant neither sees nor handles it', async () => {
    const workflowId = await product.publish(sending());
    const [failed = ''] = await fail(workflowId);
    const { scope: other } = await aTenant(product.deps);
    expect(await listDeadLetters(product.deps, other, { limit: 50 })).toEqual({
      items: [],
      nextCursor: null,
    });
    for (const action of ['resume', 'retry', 'discard'] as const) {
      const { results } = await handle({ action, runIds: [failed] }, other);
      expect(results).toEqual([
        { runId: failed, ok: false, error: expect.objectContaining({ code: 'dead-letter.not-open' }) },
      ]);
    }
    expect(await countInbox(product.deps, other)).toEqual({ decisions: 0, failures: 0 });
    expect((await letters(workflowId)).items).toHaveLength(1);
  });

  it('is the parent’s matter when a run waits for it', async () => {
    const childId = await product.publish(
      aFile([aNode('in', 'sub-workflow-trigger'), aPost('send', `${server.url}/child`)], ['in > send']),
    );
    const parentId = await product.publish(
      aFile(
        [
          aNode('start', 'manual-trigger'),
          aNode('call', 'sub-workflow', { parameters: { workflow: childId } }),
        ],
        ['start > call'],
      ),
    );
    await fail(parentId);
    expect((await letters(childId)).items).toEqual([]);
    expect((await letters(parentId)).items).toHaveLength(1);
  });
});

describe('a letter', () => {
  it('is closed by a resume, and open again when the run fails again', async () => {
    const workflowId = await product.publish(sending());
    const [id = ''] = await fail(workflowId);
    await handle({ action: 'resume', runIds: [id], note: 'They are back.' });
    await product.until(id, isOver);
    expect((await letters(workflowId)).items).toEqual([
      expect.objectContaining({ runId: id, failures: 2, handled: null }),
    ]);
    status = 200;
    await resumeRun(product.deps, home(), { id, note: 'Now they really are.' });
    await product.until(id, (now) => now.status === 'succeeded');
    expect((await letters(workflowId)).items).toEqual([]);
    expect((await letters(workflowId, 'handled')).items).toEqual([
      expect.objectContaining({
        runId: id,
        handled: expect.objectContaining({
          how: 'resumed',
          by: `user:${product.tenant.owner.id}`,
          note: 'Now they really are.',
          run: { id, status: 'succeeded' },
        }),
      }),
    ]);
  });

  it('is closed by a retry on the published version, once however often it is asked for', async () => {
    const workflowId = await product.publish(sending('"old"'));
    const [id = ''] = await fail(workflowId);
    const fixed = { ...sending('"old"') };
    fixed.nodes = [...fixed.nodes.slice(0, 2), aPost('send', `${server.url}/elsewhere`)];
    await replaceDraft(product.deps, home(), { id: workflowId, file: fixed, ifMatch: '*' });
    await publishWorkflow(product.deps, home(), { id: workflowId });
    status = 200;
    const { results } = await handle({ action: 'retry', runIds: [id, id] });
    expect(results).toEqual([{ runId: id, ok: true, resultRunId: expect.any(String) }]);
    const [begun] = results;
    const again = await product.until(begun?.ok ? (begun.resultRunId ?? '') : '', isOver);
    expect(again).toMatchObject({ status: 'succeeded', version: 2, parentRunId: id });
    expect(server.seen.at(-1)).toMatchObject({ path: '/elsewhere' });
    expect((await letters(workflowId, 'handled')).items[0]?.handled).toMatchObject({
      how: 'retried',
      run: { id: again.id, status: 'succeeded' },
    });
    // As if the first call had died between starting the run and saying so.
    await product.database.query(
      'update dead_letters set handled_at = null, handling = null where run_id = $1',
      [id],
    );
    const repeated = await handle({ action: 'retry', runIds: [id] });
    expect(repeated.results).toEqual([{ runId: id, ok: true, resultRunId: again.id }]);
  });

  it('is discarded with who, when and why', async () => {
    const workflowId = await product.publish(sending());
    const ids = await fail(workflowId, 2);
    await handle({ action: 'discard', match: { workflowId }, note: 'Test orders.' });
    expect((await letters(workflowId)).items).toEqual([]);
    const { items } = await letters(workflowId, 'handled');
    expect(items.map(({ handled }) => handled)).toEqual(
      ids.map(() =>
        expect.objectContaining({
          how: 'discarded',
          by: `user:${product.tenant.owner.id}`,
          note: 'Test orders.',
          run: null,
        }),
      ),
    );
    const [entry] = await product.database.query<{ details: { runs: string[]; note: string } }>(
      "select details from audit where action = 'dead-letter.discard' order by id desc limit 1",
    );
    expect(entry?.details.note).toBe('Test orders.');
    expect(entry?.details.runs.toSorted()).toEqual(ids.toSorted());
  });

  it('is handled once when several people decide at the same moment', async () => {
    const workflowId = await product.publish(sending());
    for (let round = 0; round < 4; round++) {
      const [id = ''] = await fail(workflowId);
      status = 200;
      const sent = server.seen.length;
      const actions = ['discard', 'resume', 'retry'] as const;
      const handled = await Promise.all(actions.map((action) => handle({ action, runIds: [id] })));
      const outcomes = handled.flatMap(({ results }) => results);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      for (const one of outcomes)
        if (!one.ok)
          expect(one.error.code).toMatch(
            /^(?:dead-letter\.not-open|run\.still-live|run\.resumed-meanwhile)$/,
          );
      const [won] = outcomes.flatMap((one) => (one.ok ? [one] : []));
      if (won?.resultRunId) await product.until(won.resultRunId, isOver);
      expect(server.seen.length - sent).toBe(won?.resultRunId ? 1 : 0);
      const [letter] = (await letters(workflowId, 'handled')).items;
      expect(letter?.handled?.run?.id ?? null).toBe(won?.resultRunId ?? null);
      status = 503;
    }
  });

  it('wants the permission of what is done', async () => {
    const viewer = product.tenant.as('viewer');
    for (const action of ['resume', 'retry', 'discard'] as const)
      await expect(handle({ action, match: {} }, viewer)).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(handle({ action: 'resume' })).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(handle({ action: 'resume', match: {}, cursor: 'x' })).rejects.toMatchObject({
      code: 'list.bad-cursor',
    });
  });
});

describe('letters of runs that are not kept any more', () => {
  it('are forgotten, and no others', async () => {
    const workflowId = await product.publish(sending());
    await fail(workflowId);
    const add = `insert into dead_letters (tenant_id, run_id, workflow_id, category, code, message, retention_class)
      values ($1, uuid7_low(now() - $2::int * interval '1 day'), $3, 'timeout', 'x', 'x', 30)`;
    for (const days of [20, 40]) await product.database.query(add, [product.tenant.id, days, workflowId]);
    await forgetDeadLetters(product.database.db.runner);
    expect((await letters(workflowId)).items).toHaveLength(2);
  });
});

describe('many letters', () => {
  it('stand together by cause, and are handled by it a hundred at a time', async () => {
    const workflowId = await product.publish(sending());
    await fail(workflowId, 3);
    status = 404;
    await fail(workflowId, 2);
    const { groups, total } = await groupDeadLetters(product.deps, home(), { workflowId });
    expect(total).toBe(5);
    expect(groups.map(({ count, answerStatus, category }) => [count, answerStatus, category])).toEqual([
      [2, 404, 'outside-refused'],
      [3, 503, 'outside-unreachable'],
    ]);
    // Many more of the first cause, as rows alone: they cannot go on, because there is nothing to go on with.
    await product.database.query(
      `insert into dead_letters (tenant_id, run_id, workflow_id, node_id, node_name, category, code, answer_status, message, retention_class)
       select tenant_id, gen_random_uuid(), workflow_id, node_id, node_name, category, code, answer_status, message, retention_class
       from dead_letters, generate_series(1, 240) where workflow_id = $1 and answer_status = 404 limit 240`,
      [workflowId],
    );
    status = 200;
    const match = { workflowId, code: 'http.status', answerStatus: 404 };
    let cursor: string | undefined;
    const calls: { ok: number; codes: string[] }[] = [];
    do {
      const page = await handle({ action: 'resume', match, cursor });
      calls.push({
        ok: page.results.filter((one) => one.ok).length,
        codes: page.results.flatMap((one) => (one.ok ? [] : [one.error.code])),
      });
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(calls.map(({ ok, codes }) => ok + codes.length)).toEqual([100, 100, 42]);
    expect(calls.reduce((sum, { ok }) => sum + ok, 0)).toBe(2);
    expect(new Set(calls.flatMap(({ codes }) => codes))).toEqual(new Set(['run.not-found']));
    // What could not be done is still there, and the other cause was left alone.
    expect((await groupDeadLetters(product.deps, home(), { workflowId })).total).toBe(243);
    await handle({ action: 'discard', match: { workflowId, category: 'outside-unreachable' } });
    expect((await groupDeadLetters(product.deps, home(), { workflowId })).total).toBe(240);
  });

  it('go back into the queue as far as the tenant may have runs waiting, and the others stay open', async () => {
    const own = await createTestProduct();
    const { deps, tenant } = own;
    const worker = await own.startWorker();
    const workflowId = await own.publish(sending());
    const start = () => startRun(deps, tenant.scope, { workflowId, version: 'published', input: { n: 1 } });
    const runIds = await Promise.all(Array.from({ length: 5 }, async () => (await start()).id));
    for (const id of runIds) expect((await own.until(id, isOver)).status).toBe('failed');
    await worker.drain(5000);
    await own.database.query("insert into limits (tenant_id, name, value) values ($1, 'runs.queued', 2)", [
      tenant.id,
    ]);
    deps.db.limits.forget();
    const { results } = await handleDeadLetters(deps, tenant.scope, {
      action: 'resume',
      match: { workflowId },
    });
    expect(results.map((one) => (one.ok ? 'resumed' : one.error.code)).toSorted()).toEqual([
      ...['resumed', 'resumed'],
      ...Array.from({ length: 3 }, () => 'run.too-many-queued'),
    ]);
    const { items } = await listDeadLetters(deps, tenant.scope, { workflowId, status: 'open', limit: 10 });
    expect(items).toHaveLength(3);
    // What was resumed counts as waiting for everybody else, too.
    await expect(start()).rejects.toMatchObject({ code: 'run.too-many-queued', status: 429 });
    await own.close();
  });

  it('page without loss or repetition', async () => {
    const workflowId = await product.publish(sending());
    const ids = await fail(workflowId, 5);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDeadLetters(product.deps, home(), { workflowId, limit: 2, cursor });
      seen.push(...page.items.map(({ runId }) => runId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });
});

describe('a run that takes its workers down', () => {
  it('is set aside with where it was; a worker that lives through it begins the count anew', async () => {
    const own = await createTestProduct();
    const { deps, tenant, database } = own;
    const workflowId = await own.publish(sending());
    const waiting = await own.publish(
      aFile(
        [
          aNode('start', 'manual-trigger'),
          aNode('wait', 'wait', { parameters: { for: 'duration', ms: 600_000 } }),
        ],
        ['start > wait'],
      ),
    );
    const begin = async (id: string) =>
      (await startRun(deps, tenant.scope, { workflowId: id, version: 'published', input: { n: 1 } })).id;
    const pill = await begin(workflowId);
    const lucky = await begin(waiting);
    await database.query('update run_live set deaths = case when id = $1 then 6 else 5 end', [pill]);
    await own.startWorker();
    await own.until(pill, isOver);
    await own.until(lucky, (run) => run.status === 'waiting');
    expect(await database.query('select deaths from run_live where id = $1', [lucky])).toEqual([
      { deaths: 0 },
    ]);
    const { items } = await listDeadLetters(deps, tenant.scope, { limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        runId: pill,
        category: 'poisoned',
        code: 'run.poisoned',
        nodeName: 'shape',
        message: expect.stringContaining('6 times'),
      }),
    ]);
    expect(server.seen).toEqual([]);
    status = 200;
    await resumeRun(deps, tenant.scope, { id: pill });
    expect((await own.until(pill, (run) => run.status === 'succeeded')).status).toBe('succeeded');
    await own.close();
  });
});
