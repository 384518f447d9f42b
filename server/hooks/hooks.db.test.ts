import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Item } from '@/core/items/item';
import type { NewCredential } from '@/core/contracts/credentials';
import { createCredential } from '@/services/credentials/create-credential';
import { updateCredential } from '@/services/credentials/update-credential';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { deleteWorkflow } from '@/services/workflows/delete-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { listenWebhookTest } from '@/services/runs/listen-webhook-test';
import { type BuiltTenant, aTenant } from '@/testing/builders/people';
import { type PlayedEnd, acceptedRuns, playWorker } from '@/testing/web/play-worker';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tenant: BuiltTenant;

/** A published workflow of one webhook; gives its id. */
async function publishHook(
  parameters: Record<string, unknown>,
  publish = true,
  credentials: Record<string, string> = {},
): Promise<string> {
  const file = {
    format: 'heddle.workflow/1',
    name: `Hook ${String(parameters['path'])}`,
    nodes: [
      { id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 }, parameters, credentials },
      {
        id: 'next',
        type: parameters['respond'] === 'with-node' ? 'respond' : 'no-op',
        name: 'Next',
        position: { x: 200, y: 0 },
      },
    ],
    edges: [{ id: 'e1', source: 'hook', target: 'next' }],
  };
  const { id } = await createWorkflow(web.deps, tenant.scope, { file });
  if (publish) await publishWorkflow(web.deps, tenant.scope, { id });
  web.deps.routes.forget();
  return id;
}

const post = (path: string, init: RequestInit = {}) =>
  fetch(`${web.url}/hooks/${tenant.slug}/${path}`, { method: 'POST', ...init });
const postJson = (path: string, body: string, headers: Record<string, string> = {}) =>
  post(path, { body, headers: { 'content-type': 'application/json', ...headers } });

async function lastItem(): Promise<Item | undefined> {
  return (await acceptedRuns(web.database)).at(-1)?.item;
}

/** Posts while somebody plays the worker. */
async function postAndEnd(path: string, end: PlayedEnd, init?: RequestInit): Promise<Response> {
  const worker = playWorker(web.database, () => end);
  try {
    return await post(path, init);
  } finally {
    await worker.stop();
  }
}

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  await publishHook({ path: 'now', methods: ['POST', 'PUT', 'GET'], respond: 'immediately' });
  await publishHook({ path: 'finished', methods: ['POST'], respond: 'when-finished' });
  const finished = { methods: ['POST'], respond: 'when-finished' };
  await publishHook({ path: 'finished-first', ...finished, outputAs: 'first' });
  await publishHook({ path: 'finished-list', ...finished, outputAs: 'list' });
  await publishHook({ path: 'node', methods: ['POST'], respond: 'with-node' });
  const header = { authentication: 'header', headerName: 'x-secret', headerValue: 's3cret' };
  await publishHook({ path: 'guarded', methods: ['POST'], respond: 'immediately', ...header });
});
beforeEach(() => web.database.query('delete from run_live'));
afterAll(() => web.close());

describe('a stored credential lets callers in', () => {
  const stored = async (given: Pick<NewCredential, 'kind' | 'fields'>) =>
    (await createCredential(web.deps, tenant.scope, { name: 'Caller', hosts: [], ...given })).id;
  const guard = async (path: string, credential: string) => {
    const parameters = { path, methods: ['POST'], authentication: 'credential' };
    await publishHook(parameters, true, { caller: credential });
  };
  const statusWith = async (path: string, headers: Record<string, string>) =>
    (await postJson(path, '{}', headers)).status;

  it('by a header, and by a changed one at once', async () => {
    const id = await stored({ kind: 'header', fields: { name: 'X-Caller', value: 'first-secret' } });
    await guard('by-header', id);
    expect(await statusWith('by-header', {})).toBe(401);
    expect(await statusWith('by-header', { 'x-caller': 'other' })).toBe(401);
    expect(await statusWith('by-header', { 'x-caller': 'first-secret' })).toBe(202);
    expect(JSON.stringify(await lastItem())).not.toContain('first-secret');
    await updateCredential(web.deps, tenant.scope, { id, fields: { value: 'second-secret' } });
    web.deps.routes.forget();
    expect(await statusWith('by-header', { 'x-caller': 'first-secret' })).toBe(401);
    expect(await statusWith('by-header', { 'x-caller': 'second-secret' })).toBe(202);
    const routes = await web.database.query('select config from webhook_routes');
    expect(JSON.stringify(routes)).not.toContain('second-secret');
  });

  it('by user and password', async () => {
    await guard('by-basic', await stored({ kind: 'basic', fields: { user: 'ada', password: 'pass:word' } }));
    const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` });
    expect(await statusWith('by-basic', basic('ada:pass:word'))).toBe(202);
    expect(await statusWith('by-basic', basic('ada:pass'))).toBe(401);
    expect(await statusWith('by-basic', {})).toBe(401);
  });

  it('and nobody when it is gone', async () => {
    const id = await stored({ kind: 'header', fields: { name: 'X-Caller', value: 'soon-gone' } });
    await guard('by-gone', id);
    await web.database.query('delete from credentials where id = $1', [id]);
    web.deps.routes.forget();
    expect(await statusWith('by-gone', { 'x-caller': 'soon-gone' })).toBe(401);
  });
});

describe('what a run gets', () => {
  it('body, headers, query and method, and 202 with the id of a durable run', async () => {
    const response = await postJson('now?source=shop&tag=a&tag=b', '{"amount":120}', {
      'x-shop': 'one',
      cookie: 'a=b',
    });
    expect(response.status).toBe(202);
    const [run] = await acceptedRuns(web.database);
    expect(await response.json()).toEqual({ id: run?.id });
    expect(run).toMatchObject({ flags: [], version: 1, mode: 'production' });
    expect(run?.item.json).toMatchObject({
      body: { amount: 120 },
      query: { source: 'shop', tag: ['a', 'b'] },
      params: {},
      method: 'POST',
      headers: { 'x-shop': 'one', 'content-type': 'application/json' },
    });
    // A cookie is the session of whoever is signed in here: never the run's business.
    expect(run?.item.json['headers']).not.toHaveProperty('cookie');
  });

  it('an Authorization header only where the node keeps it', async () => {
    await publishHook({ path: 'keeps', methods: ['POST'], respond: 'immediately', keepAuthorization: true });
    const sent = { authorization: 'Bearer t0ken', cookie: 'a=b' };
    for (const [path, kept] of [
      ['now', false],
      ['keeps', true],
    ] as const) {
      expect((await postJson(path, '{}', sent)).status).toBe(202);
      const headers = JSON.stringify((await lastItem())?.json['headers']);
      expect(headers.includes('t0ken'), path).toBe(kept);
      expect(headers).not.toContain('cookie');
    }
  });

  it('replaces NUL characters and lone surrogates and says so', async () => {
    const response = await postJson(
      'now',
      String.raw`{"a\u0000b":"x\u0000y","deep":[{"s":"\ud800!"}],"fine":"\ud83d\ude00"}`,
    );
    expect(response.status).toBe(202);
    const [run] = await acceptedRuns(web.database);
    expect(run?.flags).toEqual(['input.sanitised']);
    expect(run?.item.json['body']).toEqual({ 'a\uFFFDb': 'x\uFFFDy', deep: [{ s: '\uFFFD!' }], fine: '😀' });
  });

  it('cleans text and query parameters too', async () => {
    await post('now?q=%00x', { body: 'a\0b', headers: { 'content-type': 'text/plain' } });
    const [run] = await acceptedRuns(web.database);
    expect(run?.flags).toEqual(['input.sanitised']);
    expect(run?.item.json).toMatchObject({ body: 'a\uFFFDb', query: { q: '\uFFFDx' } });
  });

  it.each([
    ['application/x-www-form-urlencoded', 'a=1&b=x+y&b=z', { a: '1', b: ['x y', 'z'] }],
    ['text/plain; charset=utf-8', 'hello', 'hello'],
    ['application/xml', '<a/>', '<a/>'],
    ['application/vnd.api+json', '[1,{"__proto__":{"x":1}}]', [1, { '\uFFFD__proto__': { x: 1 } }]],
  ])('understands %s', async (type, body, expected) => {
    expect((await post('now', { body, headers: { 'content-type': type } })).status).toBe(202);
    expect((await lastItem())?.json['body']).toEqual(expected);
  });

  it('keeps anything else as a file', async () => {
    const body = Buffer.from([0, 1, 2, 255]);
    const headers = {
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="../../x.png"',
    };
    expect((await post('now', { body, headers })).status).toBe(202);
    const file = (await lastItem())?.binary?.['data'];
    expect(file).toMatchObject({ name: 'x.png', mediaType: 'image/png', size: 4 });
    expect(await web.deps.blobs.get(file?.blobKey ?? '')).toEqual(body);
  });

  it('a body that looks like a file reference stays data', async () => {
    await postJson('now', '{"binary":{"data":{"blobKey":"30/x/y"}}}');
    const item = await lastItem();
    expect(item?.binary).toBeUndefined();
    expect(item?.json['body']).toEqual({ binary: { data: { blobKey: '30/x/y' } } });
  });

  it('takes a list of 1,000 rows', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ index, text: 'x'.repeat(20) }));
    expect((await postJson('now', JSON.stringify(rows))).status).toBe(202);
    expect((await lastItem())?.json['body']).toEqual(rows);
  });

  it('takes 5 MB, kept as a blob', async () => {
    const response = await postJson('now', JSON.stringify({ text: 'x'.repeat(5_000_000) }));
    expect(response.status).toBe(202);
    expect(await lastItem()).toBeNull();
  });
});

describe('bad input', () => {
  it.each([
    ['a body that is not the JSON it says', '{"a":', 'request.not-json'],
    ['NUL as it is', '{"a":"\0"}', 'request.not-json'],
    ['JSON that is too deep', '['.repeat(5000) + ']'.repeat(5000), 'request.too-deep'],
  ])('%s is a 400', async (_, body, code) => {
    const response = await postJson('now', body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem['code']).toBe(code);
    expect(JSON.stringify(problem)).not.toMatch(/\.ts\b|node:|stack/);
    expect(await acceptedRuns(web.database)).toEqual([]);
  });

  it('20 MB are refused with 413, announced or not', async () => {
    const body = Buffer.alloc(20 * 1024 * 1024, 0x20);
    const announced = await postJson('now', body.toString()).catch((error: unknown) => error);
    if (announced instanceof Response) expect(announced.status).toBe(413);
    const streamed = await fetch(`${web.url}/hooks/${tenant.slug}/now`, {
      method: 'POST',
      body: new Blob([body]).stream(),
      headers: { 'content-type': 'application/json' },
      // Node's fetch wants it for streams; the types do not know it.
      ...({ duplex: 'half' } as object),
    }).catch((error: unknown) => error);
    if (streamed instanceof Response) expect(streamed.status).toBe(413);
    expect(await acceptedRuns(web.database)).toEqual([]);
  });

  it('unknown addresses are 404, other methods 405 with Allow', async () => {
    expect((await post('nothing-here')).status).toBe(404);
    expect((await fetch(`${web.url}/hooks/no-such-tenant/now`, { method: 'POST' })).status).toBe(404);
    const response = await fetch(`${web.url}/hooks/${tenant.slug}/now`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, PUT']);
  });

  it('a webhook with a secret lets in whoever knows it, and keeps it out of the run', async () => {
    expect((await postJson('guarded', '{}')).status).toBe(401);
    expect((await postJson('guarded', '{}', { 'x-secret': 'wrong' })).status).toBe(401);
    expect((await postJson('guarded', '{}', { 'x-secret': 's3cret' })).status).toBe(202);
    expect(JSON.stringify(await acceptedRuns(web.database))).not.toContain('s3cret');
  });

  it('a deleted workflow is gone at once', async () => {
    const id = await publishHook({ path: 'short-lived', methods: ['POST'], respond: 'immediately' });
    expect((await post('short-lived')).status).toBe(202);
    await deleteWorkflow(web.deps, tenant.scope, { id });
    await expect.poll(async () => (await post('short-lived')).status).toBe(404);
  });
});

describe('idempotency', () => {
  const call = (body: string, key: string) => postJson('now', body, { 'idempotency-key': key });

  it('gives the first run again, and 409 for another body', async () => {
    const first = (await (await call('{"n":1}', 'one')).json()) as { id: string };
    const again = await Promise.all([call('{"n":1}', 'one'), call('{"n":1}', 'one')]);
    for (const response of again) expect(await response.json()).toEqual(first);
    const other = await call('{"n":2}', 'one');
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({
      code: 'idempotency-key.reused',
      details: { runId: first.id },
    });
    expect(await acceptedRuns(web.database)).toHaveLength(1);
  });
});

describe('answers', () => {
  const item = (json: Item['json']): Item => ({ json });

  it.each([
    { name: 'one item', items: [item({ a: 1 })], status: 200, body: { a: 1 } },
    {
      name: 'several items',
      items: [item({ a: 1 }), item({ a: 2 })],
      status: 200,
      body: [{ a: 1 }, { a: 2 }],
    },
    { name: 'no item', items: [], status: 204, body: null },
  ])('when finished, with $name', async ({ items, status, body }) => {
    const response = await postAndEnd('finished', { status: 'succeeded', items });
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text === '' ? null : JSON.parse(text)).toEqual(body);
  });

  it.each([
    ['finished-first', [{ json: { a: 1 } }, { json: { a: 2 } }], '{"a":1}'],
    ['finished-first', [], ''],
    ['finished-list', [{ json: { a: 1 } }], '[{"a":1}]'],
    ['finished-list', [], '[]'],
  ])('as %s with %j', async (path, items, text) => {
    const response = await postAndEnd(path, { status: 'succeeded', items });
    expect(await response.text()).toBe(text);
  });

  it('a failed run is a 500 that names the run', async () => {
    const error = {
      code: 'x',
      message: 'secret text',
      retryable: false,
      step: 's',
      nodeId: 'n',
      nodeName: 'N',
    };
    const response = await postAndEnd('finished', { status: 'failed', error });
    expect(response.status).toBe(500);
    const problem = (await response.json()) as { code: string; details: { runId: string } };
    expect(problem.code).toBe('run.failed');
    expect(problem.details.runId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(problem)).not.toContain('secret text');
  });

  it('what the Respond node says, without headers that reach beyond the answer', async () => {
    const headers = {
      'content-type': 'text/html',
      'x-own': 'yes',
      'Set-Cookie': 'next-auth.session-token=evil',
    };
    const answer = { status: 201, headers, body: '<h1>hi</h1>' };
    const response = await postAndEnd('node', { status: 'succeeded', answer });
    expect([response.status, await response.text()]).toEqual([201, '<h1>hi</h1>']);
    expect(response.headers.get('x-own')).toBe('yes');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('without a Respond node reached, a 500 says so', async () => {
    const response = await postAndEnd('node', { status: 'succeeded', items: [] });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: 'webhook.no-response' });
  });
});

describe('the test address', () => {
  it('listens only while an editor does', async () => {
    const id = await publishHook({ path: 'draft', methods: ['POST'], respond: 'immediately' }, false);
    const send = () => fetch(`${web.url}/hooks-test/${tenant.slug}/draft`, { method: 'POST' });
    expect((await send()).status).toBe(404);
    const { url } = await listenWebhookTest(web.deps, tenant.scope, { workflowId: id, nodeId: 'hook' });
    expect(url).toBe(`/hooks-test/${tenant.slug}/draft`);
    expect((await send()).status).toBe(202);
    expect((await acceptedRuns(web.database)).at(-1)).toMatchObject({ mode: 'test', version: null });
    expect((await post('draft')).status).toBe(404);
  });
});
