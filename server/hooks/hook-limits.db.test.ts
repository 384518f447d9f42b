import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CALL_DEPTH_HEADER } from '@/core/contracts/call-depth';
import type { LimitName } from '@/core/limits/limits';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { setLimit } from '@/services/limits/set-limit';
import { type BuiltTenant, aTenant } from '@/testing/builders/people';
import { acceptedRuns } from '@/testing/web/play-worker';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tight: BuiltTenant;
let free: BuiltTenant;

async function publishHook(tenant: BuiltTenant, path: string): Promise<void> {
  const hook = { id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 } };
  const parameters = { path, methods: ['POST'], respond: 'immediately' };
  const file = {
    format: 'heddle.workflow/1',
    name: path,
    nodes: [
      { ...hook, parameters },
      { id: 'next', type: 'no-op', name: 'Next', position: { x: 200, y: 0 } },
    ],
    edges: [{ id: 'e1', source: 'hook', target: 'next' }],
  };
  const { id } = await createWorkflow(web.deps, tenant.scope, { file });
  await publishWorkflow(web.deps, tenant.scope, { id });
}

const post = (tenant: BuiltTenant, path: string, body: string | { text: string; depth: string }) =>
  fetch(`${web.url}/hooks/${tenant.slug}/${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : body.text,
    headers: {
      'content-type': 'application/json',
      ...(typeof body === 'string' ? {} : { [CALL_DEPTH_HEADER]: body.depth }),
    },
  });
const limit = (name: LimitName, value: number) => setLimit(web.deps, tight.scope, { name, value });

beforeAll(async () => {
  web = await startTestWeb();
  [tight, free] = [await aTenant(web.deps), await aTenant(web.deps)];
  for (const tenant of [tight, free]) {
    await publishHook(tenant, 'in');
    await publishHook(tenant, 'of/:name/it');
    await publishHook(tenant, 'of/all/it');
  }
  web.deps.routes.forget();
  await limit('webhook.body-bytes', 2048);
  await limit('webhook.depth', 2);
  await limit('run.steps', 10);
  await limit('data.inline-characters', 1024);
});
beforeEach(() => web.database.query('delete from run_live'));
afterAll(() => web.close());

describe('limits at the door of webhooks', () => {
  it('bound the body, for the tenant that chose it', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(2048) });
    const refused = await post(tight, 'in', body);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({
      code: 'request.too-large',
      detail: 'The body is larger than 2 KB. Send less, or send a reference.',
    });
    expect((await post(free, 'in', body)).status).toBe(202);
  });

  it('bound how many webhooks call one another', async () => {
    const third = { text: '{}', depth: '3' };
    const refused = await post(tight, 'in', third);
    expect([refused.status, await refused.json()]).toMatchObject([508, { code: 'webhook.too-deep' }]);
    expect((await post(tight, 'in', { text: '{}', depth: '2' })).status).toBe(202);
    expect((await post(free, 'in', third)).status).toBe(202);
    expect((await post(free, 'in', { text: '{}', depth: 'nonsense' })).status).toBe(508);
  });

  it('are recorded with the start of the run where the engine keeps them, and only where they were chosen', async () => {
    await post(tight, 'in', '{}');
    await post(free, 'in', '{}');
    const rows = await web.database.query<{ tenant_id: string; limits: unknown }>(
      `select f.tenant_id, f.facts -> 0 -> 'limits' as limits from run_facts f join run_live r on r.id = f.run_id`,
    );
    const of = (tenant: BuiltTenant) => rows.find((row) => row.tenant_id === tenant.id)?.limits;
    expect(of(tight)).toEqual({ maxSteps: 10 });
    expect(of(free)).toBeNull();
  });

  it('say how much of a payload the history itself holds', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(1500) });
    await post(tight, 'in', body);
    await post(free, 'in', body);
    const rows = await web.database.query<{ tenant_id: string; blob: string | null }>(
      `select f.tenant_id, f.facts -> 0 -> 'outputs' -> 'main' ->> 'blobKey' as blob
       from run_facts f join run_live r on r.id = f.run_id`,
    );
    const of = (tenant: BuiltTenant) => rows.find((row) => row.tenant_id === tenant.id)?.blob;
    expect(of(tight)).toContain(tight.id);
    expect(of(free)).toBeNull();
  });
});

describe('what comes in at the door', () => {
  it('has a member renamed that no run can carry, and says so', async () => {
    const response = await post(free, 'in', '{"__proto__":{"admin":true},"amount":1}');
    expect(response.status).toBe(202);
    const [run] = await acceptedRuns(web.database);
    expect(run?.flags).toEqual(['input.sanitised']);
    expect(run?.item.json['body']).toEqual({ '\uFFFD__proto__': { admin: true }, amount: 1 });
  });

  it('may have a slash in a name of its path', async () => {
    expect((await post(free, 'of/a%2Fb/it', '{}')).status).toBe(202);
    const [run] = await acceptedRuns(web.database);
    expect(run?.item.json['params']).toEqual({ name: 'a/b' });
    expect((await post(free, 'of/a%2Fb', '{}')).status).toBe(404);
    // A slash that belongs to a name parts no path.
    expect((await post(free, 'of%2Fall%2Fit', '{}')).status).toBe(404);
    expect((await post(free, 'of/%E0%A4%A/it', '{}')).status).toBe(400);
  });
});
