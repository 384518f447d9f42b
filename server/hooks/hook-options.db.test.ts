/** What a webhook can be told about its callers, their bodies and their answers. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Item } from '@/core/items/item';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { type BuiltTenant, aTenant } from '@/testing/builders/people';
import { type PlayedEnd, acceptedRuns, playWorker } from '@/testing/web/play-worker';
import { type TestWeb, startTestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tenant: BuiltTenant;

async function publishHook(path: string, rest: Record<string, unknown>): Promise<void> {
  const parameters = { path, methods: ['POST'], respond: 'immediately', ...rest };
  const file = {
    format: 'heddle.workflow/1',
    name: `Hook ${path}`,
    nodes: [{ id: 'hook', type: 'webhook', name: 'Webhook', position: { x: 0, y: 0 }, parameters }],
    edges: [],
  };
  const { id } = await createWorkflow(web.deps, tenant.scope, { file });
  await publishWorkflow(web.deps, tenant.scope, { id });
  web.deps.routes.forget();
}
const post = (path: string, init: RequestInit = {}) =>
  fetch(`${web.url}/hooks/${tenant.slug}/${path}`, { method: 'POST', ...init });

/** Posts while somebody plays the worker. */
async function postAndEnd(path: string, end: PlayedEnd): Promise<Response> {
  const worker = playWorker(web.database, () => end);
  try {
    return await post(path);
  } finally {
    await worker.stop();
  }
}

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
});
beforeEach(() => web.database.query('delete from run_live'));
afterAll(() => web.close());

describe('the answer', () => {
  const headers = [
    { name: 'X-Own', value: 'a' },
    { name: 'x-own', value: 'b' },
    { name: 'Set-Cookie', value: 'session=evil' },
    { name: 'Content-Security-Policy', value: 'none' },
    { name: 'Content-Length', value: '1' },
  ];
  const only = (outputField: string) => ({ outputAs: 'first', outputField });
  const items = (...values: Item['json'][]): PlayedEnd => ({
    status: 'succeeded',
    items: values.map((json) => ({ json })),
  });

  it('at once has its own status, headers and text, without those that reach beyond it', async () => {
    await publishHook('text', {
      status: 201,
      answerWith: 'text',
      answerText: 'Thanks é',
      responseHeaders: headers,
    });
    const response = await post('text');
    expect([response.status, await response.text()]).toEqual([201, 'Thanks é']);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-own')).toBe('a, b');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(await acceptedRuns(web.database)).toHaveLength(1);
  });

  it.each([
    { path: 'nothing', rest: { answerWith: 'nothing' }, status: 202, text: '' },
    { path: 'no-content', rest: { status: 204 }, status: 204, text: '' },
    { path: 'sure', rest: { answerWith: 'text', answerText: 'Ok', status: '200' }, status: 200, text: 'Ok' },
  ])('at once: $path', async ({ path, rest, status, text }) => {
    await publishHook(path, rest);
    const response = await post(path);
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  it.each([
    { path: 'created', rest: { status: 201 }, end: items({ a: 1 }), answer: [201, '{"a":1}'] },
    { path: 'listed', rest: { status: 201, outputAs: 'list' }, end: items(), answer: [201, '[]'] },
    { path: 'no-items', rest: {}, end: items(), answer: [204, ''] },
    { path: 'bare', rest: { outputAs: 'nothing', status: 200 }, end: items({ a: 1 }), answer: [200, ''] },
    { path: 'field', rest: only('a.b'), end: items({ a: { b: [1] } }, {}), answer: [200, '[1]'] },
    { path: 'field-text', rest: only('a'), end: items({ a: 'x,y' }), answer: [200, 'x,y'] },
    { path: 'no-field', rest: only('constructor'), end: items({ a: 'x' }), answer: [200, 'null'] },
  ])('when finished: $path', async ({ path, rest, end, answer }) => {
    await publishHook(path, { respond: 'when-finished', responseHeaders: headers, ...rest });
    const response = await postAndEnd(path, end);
    expect([response.status, await response.text()]).toEqual(answer);
    expect(response.headers.get('x-own')).toBe('a, b');
  });

  it('of a failed run is the problem, with its own status and type', async () => {
    const typed = [{ name: 'content-type', value: 'text/html' }];
    await publishHook('fails', { respond: 'when-finished', status: 201, responseHeaders: typed });
    const response = await postAndEnd('fails', { status: 'failed' });
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('the body as a file', () => {
  const json = { 'content-type': 'application/json' };
  const kept = async () => {
    const item = (await acceptedRuns(web.database)).at(-1)?.item;
    const [[name, file] = []] = Object.entries(item?.binary ?? {});
    const bytes = file && (await web.deps.blobs.get(file.blobKey));
    return { body: item?.json['body'], name, mediaType: file?.mediaType, text: bytes?.toString() };
  };

  it('is byte for byte what came, beside what was read of it', async () => {
    await publishHook('both', { body: 'both', bodyFile: 'raw' });
    const text = '{ "a" : 1.0 }\n';
    expect((await post('both', { body: text, headers: json })).status).toBe(202);
    expect(await kept()).toEqual({ body: { a: 1 }, name: 'raw', mediaType: 'application/json', text });
    expect((await post('both', { body: '{', headers: json })).status).toBe(400);
  });

  it('alone is not read', async () => {
    await publishHook('file', { body: 'file' });
    expect((await post('file', { body: '{', headers: json })).status).toBe(202);
    expect(await kept()).toEqual({ body: null, name: 'data', mediaType: 'application/json', text: '{' });
  });

  it('is none where no body came', async () => {
    await publishHook('none', { body: 'both' });
    expect((await post('none')).status).toBe(202);
    expect(await kept()).toEqual({ body: null });
  });
});

describe('callers', () => {
  it('from other addresses are refused, whatever their headers say of them', async () => {
    await publishHook('near', { allowedAddresses: '127.0.0.0/8, ::1' });
    await publishHook('far', { allowedAddresses: '203.0.113.7' });
    expect((await post('near')).status).toBe(202);
    const response = await post('far', { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'webhook.address-not-allowed' });
    expect(await acceptedRuns(web.database)).toHaveLength(1);
  });

  it('that only preview links are refused', async () => {
    await publishHook('no-bots', { ignoreBots: true });
    const from = async (path: string, name: string) =>
      (await post(path, { headers: { 'user-agent': name } })).status;
    const bots = ['Slackbot-LinkExpanding 1.0', 'Mozilla/5.0 (compatible; Googlebot/2.1)', 'WhatsApp/2.23'];
    for (const name of bots) expect(await from('no-bots', name), name).toBe(403);
    expect(await acceptedRuns(web.database)).toEqual([]);
    const people = ['Mozilla/5.0 (X11; Linux) Firefox/130.0', 'curl/8.5.0', 'Slackbot 1.0 (+https://a.test)'];
    for (const name of people) expect(await from('no-bots', name), name).toBe(202);
    expect(await from('near', 'Googlebot/2.1')).toBe(202);
  });
});
