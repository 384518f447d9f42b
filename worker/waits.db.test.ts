/** Runs that wait for time or for a call from outside. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resumePath, resumeTokenInput } from '@/core/contracts/resume-address';
import { cancelRun } from '@/services/runs/cancel-run';
import { getResumeAddress } from '@/services/runs/get-resume-address';
import { getRunStep } from '@/services/runs/get-run-step';
import { startRun } from '@/services/runs/start-run';
import { createEffectKeys } from './effect-keys';
import { aFile, aNode, aPost, aSet, isOver, statuses } from '@/testing/product/small-workflows';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';

let product: TestProduct;
let web: TestWeb;
let server: EffectServer;

beforeAll(async () => {
  product = await createTestProduct();
  web = await startTestWeb({}, { database: product.database });
  server = await startEffectServer();
  await product.startWorker();
});
afterAll(async () => {
  await server.close();
  await web.close();
  await product.close();
});

const start = async (file: ReturnType<typeof aFile>, own = product) => {
  const workflowId = await own.publish(file);
  const { deps, tenant } = own;
  return (await startRun(deps, tenant.scope, { workflowId, version: 'published', input: { n: 1 } })).id;
};
//  start ── wait ── end
const waiting = (parameters: Record<string, string | number | string[]>) =>
  aFile(
    [aNode('start', 'manual-trigger'), aNode('wait', 'wait', { parameters }), aNode('end', 'no-op')],
    ['start > wait', 'wait > end'],
  );
const isWaiting = (run: { status: string }) => run.status === 'waiting';

/** The address as a step of the run would have it. */
async function addressOf(id: string, step = 'start', at = { own: product, url: web.url }): Promise<string> {
  const { database, tenant } = at.own;
  const token = await createEffectKeys(database.db.runner)(tenant.id, resumeTokenInput(id, step));
  return `${at.url}${resumePath({ tenantSlug: tenant.slug, runId: id, step, token })}`;
}
const call = (address: string, body?: unknown, method = 'POST') =>
  fetch(address, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

describe('a wait for time', () => {
  it('passes its items on when the time has come', async () => {
    const run = await product.until(await start(waiting({ for: 'duration', ms: 50 })), isOver);
    expect(run).toMatchObject({ status: 'succeeded', output: [{ json: { n: 1 } }] });
  });

  it('is a row while it lasts, and outlives the worker', async () => {
    const own = await createTestProduct();
    const first = await own.startWorker({ leaseMs: 2000 });
    const id = await start(waiting({ for: 'duration', ms: 2500 }), own);
    await own.until(id, isWaiting);
    expect(first.activeCount()).toBe(0);
    await first.abandon();
    await own.startWorker({ leaseMs: 2000 });
    expect((await own.until(id, isOver)).status).toBe('succeeded');
    await own.close();
  });

  it('is given up when the run is cancelled', async () => {
    const id = await start(waiting({ for: 'duration', ms: 86_400_000 }));
    await product.until(id, isWaiting);
    await cancelRun(product.deps, product.tenant.scope, { id });
    expect((await product.until(id, isOver)).status).toBe('cancelled');
    expect(await product.database.query('select 1 from waits where run_id = $1', [id])).toEqual([]);
  });
});

describe('a wait for a call', () => {
  it('gives the body as the item, once', async () => {
    const id = await start(waiting({ for: 'webhook' }));
    await product.until(id, isWaiting);
    const address = await addressOf(id);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => call(address, { ok: n })));
    const accepted = answers.filter((answer) => answer.status === 202);
    expect(accepted).toHaveLength(1);
    expect(await accepted[0]?.json()).toEqual({ id });
    for (const answer of answers) expect([202, 409, 410]).toContain(answer.status);
    const run = await product.until(id, isOver);
    expect(run.status).toBe('succeeded');
    expect(run.output).toEqual([{ json: { ok: expect.any(Number) } }]);
    expect((await call(address, {})).status).toBe(410);
  });

  it('has an address that an earlier step can send', async () => {
    const file = aFile(
      [
        aNode('start', 'manual-trigger'),
        aSet('tell', 'url', '{{ $execution.resumeUrl }}'),
        aPost('send', `${server.url}/send`),
        aNode('wait', 'wait', { parameters: { for: 'webhook' } }),
      ],
      ['start > tell', 'tell > send', 'send > wait'],
    );
    const id = await start(file);
    await product.until(id, isWaiting);
    const sent = JSON.parse(server.seen.at(-1)?.body ?? '{}') as { url: string };
    const { pathname } = new URL(sent.url);
    expect(`${web.url}${pathname}`).toBe(await addressOf(id, 'tell'));
    expect((await call(`${web.url}${pathname}`, { answer: 42 })).status).toBe(202);
    expect((await product.until(id, isOver)).output).toEqual([{ json: { answer: 42 } }]);
  });

  it('is not ended by looking, by a wrong token, for another run or in another tenant', async () => {
    const id = await start(waiting({ for: 'webhook' }));
    const other = await start(waiting({ for: 'webhook' }));
    await product.until(id, isWaiting);
    await product.until(other, isWaiting);
    const address = await addressOf(id);
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH'])
      expect((await call(address, undefined, method)).status, method).toBe(405);
    const wrong = [
      address.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      address.replace(id, other),
      address.replace(id, product.deps.ids.uuid7()),
      address.replace(product.tenant.slug, 'nobody'),
      address.replace(/[^/]+$/, ''),
      address.replace(/[^/]+$/, 'null'),
      address.replace(/[^/]+(?=\/[^/]+$)/, 'wait'),
      `${address}/more`,
    ];
    const bodies = new Set<string>();
    for (const url of wrong) {
      const answer = await call(url, {});
      expect(answer.status, url).toBe(404);
      const { code } = (await answer.json()) as { code: string };
      bodies.add(code);
    }
    expect(bodies).toEqual(new Set(['resume.not-found']));
    expect((await product.until(id, () => true)).status).toBe('waiting');
    expect((await call(address, {})).status).toBe(202);
  });

  it('shows a person a page with one button, which decides only when it is pressed', async () => {
    const { deps, tenant } = product;
    const id = await start(waiting({ for: 'webhook' }));
    await product.until(id, isWaiting);
    const { path } = await getResumeAddress(deps, tenant.scope, { id, step: 'wait' });
    const browser = { headers: { accept: 'text/html,application/xhtml+xml' } };
    const page = await fetch(`${web.url}${path}`, browser);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(html).toContain('<form method="post">');
    expect(html).not.toContain('<script');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect((await product.until(id, () => true)).status).toBe('waiting');
    const pressed = await fetch(`${web.url}${path}`, {
      ...{ method: 'POST', body: new URLSearchParams() },
      ...browser,
    });
    expect([pressed.status, (await pressed.text()).includes('Thank you')]).toEqual([202, true]);
    expect((await product.until(id, isOver)).status).toBe('succeeded');
    const late = await fetch(`${web.url}${path}`, browser);
    expect([late.status, (await late.text()).includes('<form')]).toEqual([410, false]);
    expect((await fetch(`${web.url}${path.replace(/.$/, 'g')}`, browser)).status).toBe(404);
    await expect(getResumeAddress(deps, tenant.scope, { id, step: 'wait' })).rejects.toMatchObject({
      code: 'run.step-not-waiting',
    });
    await expect(getResumeAddress(deps, tenant.as('viewer'), { id, step: 'wait' })).rejects.toThrow();
  });

  //  start ── first ── second: an answer that is sent twice answers one question
  it('is ended once by its address: the wait after it has another', async () => {
    const file = aFile(
      [
        aNode('start', 'manual-trigger'),
        aNode('first', 'wait', { parameters: { for: 'webhook' } }),
        aNode('between', 'no-op'),
        aNode('second', 'wait', { parameters: { for: 'webhook' } }),
      ],
      ['start > first', 'first > between', 'between > second'],
    );
    const id = await start(file);
    await product.until(id, isWaiting);
    const address = await addressOf(id);
    expect((await call(address, { yes: 1 })).status).toBe(202);
    await product.until(id, (run) => statuses(run)['second'] === 'waiting');
    const again = await call(address, { yes: 2 });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: 'resume.not-waiting' });
    expect((await call(await addressOf(id, 'between'), { yes: 3 })).status).toBe(202);
    expect((await product.until(id, isOver)).output).toEqual([{ json: { yes: 3 } }]);
  });

  it('takes the methods that the node names', async () => {
    const id = await start(waiting({ for: 'webhook', methods: ['PATCH'] }));
    await product.until(id, isWaiting);
    const address = await addressOf(id);
    const refused = await call(address, {});
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'PATCH']);
    expect((await call(address, {}, 'PATCH')).status).toBe(202);
    await product.until(id, isOver);
  });

  it('says so when the run has not come that far, and ends while another branch goes on', async () => {
    server.hold();
    const file = aFile(
      [
        aNode('start', 'manual-trigger'),
        aPost('slow', `${server.url}/slow`),
        aNode('wait', 'wait', { parameters: { for: 'webhook' } }),
        aNode('end', 'no-op'),
        aNode('later', 'wait', { parameters: { for: 'webhook' } }),
      ],
      ['start > slow', 'start > wait', 'wait > end', 'slow > later'],
    );
    const id = await start(file);
    const address = await addressOf(id);
    await product.until(id, (run) => statuses(run)['wait'] === 'waiting');
    expect((await call(address, {})).status).toBe(202);
    await product.until(id, (run) => statuses(run)['end'] === 'succeeded');
    const later = await addressOf(id, 'slow');
    const early = await call(later, {});
    expect([early.status, early.headers.get('retry-after')]).toEqual([409, '1']);
    server.release();
    await product.until(id, isWaiting);
    expect((await call(later, {})).status).toBe(202);
    expect((await product.until(id, isOver)).status).toBe('succeeded');
  });

  it('goes on by itself at its limit, marked', async () => {
    const id = await start(waiting({ for: 'webhook', limitMs: 30 }));
    const run = await product.until(id, isOver);
    expect(run.output).toEqual([{ json: { n: 1, timedOut: true } }]);
    const failed = await product.until(
      await start(waiting({ for: 'webhook', limitMs: 30, onLimit: 'fail' })),
      isOver,
    );
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'wait.timed-out' } });
    expect(
      await product.database.query('select 1 from waits where run_id = any($1)', [[id, failed.id]]),
    ).toEqual([]);
  });

  it('waits where the time limit of the run is further away than the database can tell', async () => {
    const id = await start({ ...waiting({ for: 'webhook' }), settings: { timeoutMs: 300_000_000_000_000 } });
    expect((await product.until(id, (run) => isWaiting(run) || isOver(run))).status).toBe('waiting');
    await cancelRun(product.deps, product.tenant.scope, { id });
    expect((await product.until(id, isOver)).status).toBe('cancelled');
  });

  it('keeps a call that came while no worker lived', async () => {
    const own = await createTestProduct();
    const ownWeb = await startTestWeb({}, { database: own.database });
    const doomed = await own.startWorker({ leaseMs: 2000 });
    const id = await start(waiting({ for: 'webhook' }), own);
    await own.until(id, isWaiting);
    await doomed.abandon();
    const address = await addressOf(id, 'start', { own, url: ownWeb.url });
    expect((await call(address, { late: true })).status).toBe(202);
    await own.startWorker({ leaseMs: 2000 });
    const run = await own.until(id, isOver);
    expect(run.output).toEqual([{ json: { late: true } }]);
    const step = await getRunStep(own.deps, own.tenant.scope, { id, step: 'wait' });
    expect(step.status).toBe('succeeded');
    await ownWeb.close();
    await own.close();
  });
});
