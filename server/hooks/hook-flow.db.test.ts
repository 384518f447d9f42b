/** Events that come twice, in bursts, or too many. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { getRun } from '@/services/runs/get-run';
import { type BuiltTenant, aTenant } from '@/testing/builders/people';
import { acceptedRuns } from '@/testing/web/play-worker';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tenant: BuiltTenant;
const ids: Record<string, string> = {};

async function publishHook(path: string, rest: Record<string, unknown>, settings = {}): Promise<void> {
  const parameters = { path, methods: ['POST'], respond: 'immediately', ...rest };
  const file = {
    format: 'heddle.workflow/1',
    name: `Hook ${path}`,
    nodes: [{ id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 }, parameters }],
    edges: [],
    settings,
  };
  const { id } = await createWorkflow(web.deps, tenant.scope, { file });
  await publishWorkflow(web.deps, tenant.scope, { id });
  ids[path] = id;
  web.deps.routes.forget();
}
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${web.url}/hooks/${tenant.slug}/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const idOf = async (response: Response) => ((await response.json()) as { id: string }).id;
const view = (id: string) => getRun(web.deps, tenant.scope, { id });

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  await publishHook('plain', {});
  await publishHook('once', { repeats: 'ignore', repeatKey: 'body.order.id', repeatSeconds: 600 });
  await publishHook('by-header', { repeats: 'ignore', repeatKey: 'headers.X-Event-Id' });
  await publishHook('burst', {
    burst: 'last',
    burstKey: 'body.customer',
    burstSeconds: 600,
    burstLongestSeconds: 900,
  });
  await publishHook('short', {
    burst: 'last',
    burstSeconds: 600,
    burstLongestSeconds: 600,
    ...{ repeats: 'ignore', repeatKey: 'body.event' },
  });
  await publishHook('gated', { burst: 'last', burstSeconds: 600 }, { concurrency: 1 });
  await publishHook('limited', { ratePerMinute: 2 });
});
beforeEach(async () => {
  for (const table of ['run_live', 'dedup', 'debounces', 'limits'])
    await web.database.query(`delete from ${table}`);
});
afterAll(() => web.close());

describe('the same event again', () => {
  it('starts nothing and is answered with the first run, also with another body', async () => {
    const first = await idOf(await post('once', { order: { id: 7 }, try: 1 }));
    const again = await post('once', { order: { id: 7 }, try: 2 });
    expect(again.status).toBe(202);
    expect(await idOf(again)).toBe(first);
    expect(await idOf(await post('once', { order: { id: 8 } }))).not.toBe(first);
    expect(await acceptedRuns(web.database)).toHaveLength(2);
  });

  it('is told by a header, and an event without the key starts a run', async () => {
    const first = await idOf(await post('by-header', {}, { 'x-event-id': 'e1' }));
    expect(await idOf(await post('by-header', { n: 2 }, { 'x-event-id': 'e1' }))).toBe(first);
    for (const path of ['by-header', 'once']) expect((await post(path, {})).status).toBe(202);
    expect(await acceptedRuns(web.database)).toHaveLength(3);
  });

  it('is told by the key of the webhook alone where the event has one, else by Idempotency-Key', async () => {
    const sent = (orderId: number | null, key: string, n = 1) =>
      post('once', { order: { id: orderId }, n }, { 'idempotency-key': key });
    const first = await idOf(await sent(7, 'a'));
    expect(await idOf(await sent(7, 'b'))).toBe(first);
    // Another event under the same header is another event: none is lost to a sender that uses one key for all.
    expect(await idOf(await sent(8, 'a'))).not.toBe(first);
    const keyless = await idOf(await sent(null, 'a'));
    expect(await idOf(await sent(null, 'a'))).toBe(keyless);
    expect(await sent(null, 'a', 2)).toMatchObject({ status: 409 });
    expect(await acceptedRuns(web.database)).toHaveLength(3);
  });

  it('starts a run when its time is over', async () => {
    const first = await idOf(await post('once', { order: { id: 7 } }));
    await web.database.query(`update dedup set expires_at = now() - interval '1 second'`);
    expect(await idOf(await post('once', { order: { id: 7 } }))).not.toBe(first);
  });
});

describe('a burst of events', () => {
  it('becomes one run for each key, with the last event, that says how many it stands for', async () => {
    const answers = [];
    for (let n = 1; n <= 3; n += 1)
      answers.push(await idOf(await post('burst', { customer: 'a', z: n, a: n })));
    await post('burst', { customer: 'b', n: 9 });
    expect(new Set(answers).size).toBe(1);
    const runs = await acceptedRuns(web.database);
    expect(runs).toHaveLength(2);
    expect(JSON.stringify(runs[0]?.item)).toContain('{"customer":"a","z":3,"a":3}');
    expect((await view(answers[0] ?? '')).events).toBe(3);
    expect((await view(runs[1]?.id ?? '')).events).toBeUndefined();
  });

  it('of many at the same moment loses none', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => post('burst', { customer: 'a', n })));
    const runs = await acceptedRuns(web.database);
    expect(runs).toHaveLength(1);
    expect((await view(runs[0]?.id ?? '')).events).toBe(30);
  });

  it('begins after the quiet time, and at the longest wait at the latest', async () => {
    const id = await idOf(await post('burst', { customer: 'a' }));
    const due = async () => {
      const [row] = await web.database.query<{ s: number }>(
        'select round(extract(epoch from due_at - now()) / 60)::int as s from run_live where id = $1',
        [id],
      );
      return row?.s;
    };
    expect(await due()).toBe(10);
    await web.database.query(`update debounces set expires_at = now() + interval '5 minutes'`);
    await post('burst', { customer: 'a' });
    expect(await due()).toBe(5);
    await web.database.query(`update debounces set expires_at = now() - interval '1 second'`);
    expect(await idOf(await post('burst', { customer: 'a' }))).not.toBe(id);
  });

  it('does not join a run that has begun', async () => {
    const id = await idOf(await post('burst', { customer: 'a' }));
    await web.database.query('update run_live set epoch = 1, worker_id = gen_random_uuid(), due_at = null');
    const next = await idOf(await post('burst', { customer: 'a' }));
    expect(next).not.toBe(id);
    expect(await idOf(await post('burst', { customer: 'a' }))).toBe(next);
  });

  it('counts an event once that comes twice', async () => {
    const id = await idOf(await post('short', { event: 1 }));
    expect(await idOf(await post('short', { event: 2 }))).toBe(id);
    expect(await idOf(await post('short', { event: 2 }))).toBe(id);
    expect((await view(id)).events).toBe(2);
  });

  it('waits at the gate of its workflow, not in line before its time', async () => {
    const id = await idOf(await post('gated', { n: 1 }));
    expect(await idOf(await post('gated', { n: 2 }))).toBe(id);
    const row = () =>
      web.database.query('select gate, due_at is null as parked, not_before > now() as early from run_live');
    expect(await row()).toEqual([{ gate: 'held', parked: true, early: true }]);
    const admit = 'select heddle_admit(array[tenant_id], array[workflow_id]) as n from run_live';
    expect(await web.database.query(admit)).toEqual([{ n: 0 }]);
    await web.database.query('update run_live set not_before = now()');
    expect(await web.database.query(admit)).toEqual([{ n: 1 }]);
  });

  it('is gathered from the API too, and refused with another body under one key', async () => {
    const start = (n: number, idempotencyKey?: string) =>
      startRun(web.deps, tenant.scope, {
        workflowId: ids['plain'] ?? '',
        version: 'published',
        input: { n },
        debounce: { key: 'k', seconds: 600 },
        idempotencyKey,
      });
    const [one, two] = [await start(1, 'x'), await start(2)];
    expect(two.id).toBe(one.id);
    expect((await start(1, 'x')).id).toBe(one.id);
    await expect(start(3, 'x')).rejects.toMatchObject({ code: 'run.idempotency-conflict' });
    expect((await view(one.id)).events).toBe(2);
  });
});

describe('too many', () => {
  it('requests a minute are answered with 429, and every answer says how much is left', async () => {
    const left = [];
    for (let n = 0; n < 3; n += 1) {
      const response = await post('limited', {});
      left.push([response.status, response.headers.get('ratelimit-remaining')]);
      if (n < 2) continue;
      expect(response.headers.get('ratelimit-limit')).toBe('2');
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.json()).toMatchObject({ code: 'webhook.rate-limited', status: 429 });
    }
    expect(left).toEqual([
      [202, '1'],
      [202, '0'],
      [429, '0'],
    ]);
    expect((await post('plain', {})).headers.get('ratelimit-limit')).toBeNull();
  });

  it('waiting runs: 429 with Retry-After, what was accepted stays, and there is room again when some began', async () => {
    await web.database.query(`insert into limits (tenant_id, name, value) values ($1, 'runs.queued', 5)`, [
      tenant.id,
    ]);
    web.deps.db.limits.forget();
    const other = await aTenant(web.deps);
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => post('plain', { n })));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429, 429, 429, 429, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('2');
    expect(await refused?.json()).toMatchObject({ code: 'run.too-many-queued' });
    expect(await acceptedRuns(web.database)).toHaveLength(5);
    expect(other.id).not.toBe(tenant.id);
    await web.database.query("update run_live set epoch = 1, status = 'running'");
    await expect
      .poll(async () => (await post('plain', {})).status, { interval: 20, timeout: 5000 })
      .toBe(202);
    web.deps.db.limits.forget();
  });
});
