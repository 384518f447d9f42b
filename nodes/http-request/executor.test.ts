import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '@/core/node-kit/executor';
import { fakeContext } from '@/testing/nodes/fake-context';
import { httpParameters as parameters } from '@/testing/nodes/http-parameters';
import { buildRequest, type RequestParameters } from './build-request';
import { executor } from './executor';
import { retryAfterMs } from './read-answer';

type P = RequestParameters;

async function call(parts: Partial<P>, answer: Partial<HttpResponse> & { text?: string } = {}) {
  const sent: HttpRequest[] = [];
  const ctx = fakeContext({
    http: {
      request: (request) => {
        sent.push(request);
        const body = answer.body ?? Buffer.from(answer.text ?? '');
        return Promise.resolve({ status: 200, headers: {}, url: request.url, ...answer, body });
      },
    },
  });
  const output = await executor.executeItem(
    { item: { json: {} }, index: 3, parameters: parameters(parts) },
    ctx,
  );
  return { json: Array.isArray(output) ? (output[0]?.json ?? null) : null, sent: sent[0], ctx };
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

describe('the request', () => {
  it('adds the query to the URL, encoded', () => {
    const query = [
      { name: 'q', value: 'a b&c' },
      { name: 'n', value: 5 },
    ];
    expect(buildRequest(parameters({ url: 'https://api.test/x?a=1', query })).request.url).toBe(
      'https://api.test/x?a=1&q=a+b%26c&n=5',
    );
  });

  it.each([
    ['json', { a: 1 }, '{"a":1}', 'application/json'],
    ['json', '{"a":1}', '{"a":1}', 'application/json'],
    ['json', 'plain', '"plain"', 'application/json'],
    ['form', { a: 'x y', b: [1, 2] }, 'a=x+y&b=1&b=2', 'application/x-www-form-urlencoded'],
    ['raw', 'text', 'text', 'text/plain; charset=utf-8'],
  ] as const)('writes a %s body of %j', (...[bodyType, body, text, type]) => {
    const { request } = buildRequest(parameters({ method: 'POST', bodyType, body }));
    expect(request.body).toBe(text);
    expect(request.headers).toEqual([{ name: 'Content-Type', value: type }]);
  });

  it('sends no body where there is none, and no second content type', () => {
    expect(buildRequest(parameters({ method: 'POST' })).request).not.toHaveProperty('body');
    expect(buildRequest(parameters({ bodyType: 'none', body: 'x' })).request).not.toHaveProperty('body');
    const headers = [{ name: 'content-type', value: 'application/ld+json' }];
    expect(buildRequest(parameters({ body: {}, headers })).request.headers).toEqual(headers);
  });

  it.each(['', 'orders', 'ftp://x.test', 'javascript:1'])('does not take %j for a web address', (url) => {
    expect(() => buildRequest(parameters({ url }))).toThrow(
      expect.objectContaining({ code: 'http.invalid-url' }),
    );
  });

  it('carries the same key at every try of a write, under a name that tells the item, and none when reading', async () => {
    const write = await call({ method: 'POST', body: {} });
    expect(write.sent?.headers).toContainEqual({ name: 'Idempotency-Key', value: 'key-of-request:3' });
    expect(write.ctx.effects).toEqual([
      { name: 'request:3', kind: 'write', summary: 'POST https://api.test/orders' },
    ]);
    const read = await call({ query: [{ name: 'token', value: 'secret' }] });
    expect(read.sent?.headers).toEqual([]);
    expect(read.ctx.effects).toEqual([
      { name: 'request:3', kind: 'read', summary: 'GET https://api.test/orders' },
    ]);
  });

  it('keeps a key that was given', async () => {
    const { sent } = await call({ method: 'POST', headers: [{ name: 'idempotency-key', value: 'mine' }] });
    expect(sent?.headers).toEqual([{ name: 'idempotency-key', value: 'mine' }]);
  });
});

describe('the answer', () => {
  it.each([
    ['auto', JSON_TYPE, '{"a":1}', { a: 1 }],
    ['auto', { 'content-type': 'application/problem+json' }, '{"a":1}', { a: 1 }],
    ['auto', JSON_TYPE, 'broken', 'broken'],
    ['auto', { 'content-type': 'text/html' }, '<p>', '<p>'],
    ['auto', {}, '', ''],
    ['json', {}, '[1]', [1]],
    ['json', {}, '', null],
    ['text', JSON_TYPE, '{"a":1}', '{"a":1}'],
  ] as const)('is read as %s of %j', async (...[response, headers, text, body]) => {
    expect((await call({ response }, { headers, text })).json).toEqual({ status: 200, headers, body });
  });

  it('has the names of n8n where they are asked for', async () => {
    const asked = { output: 'parts', neverFail: true } as const;
    expect((await call(asked, { status: 404, headers: JSON_TYPE, text: '{"a":1}' })).json).toEqual({
      ...{ statusCode: 404, statusMessage: 'Not Found', headers: JSON_TYPE, body: { a: 1 } },
    });
    expect((await call(asked, { status: 299, text: '' })).json).toMatchObject({ statusMessage: '' });
  });

  it('is base64 where it is neither text nor JSON', async () => {
    const headers = { 'content-type': 'image/png' };
    expect((await call({}, { headers, body: Buffer.from([137, 80]) })).json).toEqual({
      status: 200,
      headers,
      body: 'iVA=',
      encoding: 'base64',
    });
  });

  it('fails when JSON was asked for and did not come', async () => {
    await expect(call({ response: 'json' }, { text: '<p>' })).rejects.toMatchObject({
      code: 'http.not-json',
    });
  });

  it.each([
    ['GET', 404, false, 'not-done'],
    ['POST', 400, false, 'not-done'],
    ['POST', 500, true, 'not-done'],
    ['POST', 504, true, 'unknown'],
    ['GET', 504, true, 'not-done'],
  ] as const)('%s %i fails: retryable %s, outcome %s', async (...[method, status, retryable, outcome]) => {
    await expect(call({ method }, { status, text: 'why' })).rejects.toMatchObject({
      code: 'http.status',
      retryable,
      outcome,
      details: { status, body: 'why' },
    });
  });

  it('goes on as an item when told never to fail', async () => {
    expect((await call({ neverFail: true }, { status: 404 })).json).toMatchObject({ status: 404 });
  });

  it('says when to come back', async () => {
    await expect(call({}, { status: 429, headers: { 'retry-after': '7' } })).rejects.toMatchObject({
      retryAfterMs: 7000,
    });
    expect(retryAfterMs('Tue, 14 Nov 2023 22:13:30 GMT', 1_700_000_000_000)).toBe(10_000);
    expect(retryAfterMs('Tue, 14 Nov 2000 22:13:30 GMT', 1_700_000_000_000)).toBe(0);
    expect(retryAfterMs('soon', 0)).toBeNull();
    expect(retryAfterMs(undefined, 0)).toBeNull();
  });
});

describe('text as an item', () => {
  it.each<[Partial<P>, object]>([
    [{ response: 'text' }, { data: 'hello' }],
    [{ response: 'text', saveAs: 'page.html' }, { 'page.html': 'hello' }],
    [{ response: 'auto', saveAs: 'page' }, { data: 'hello' }],
  ])('stands in a field: %j', async (parts, expected) => {
    const headers = { 'content-type': 'text/plain' };
    const { json } = await call({ output: 'items', ...parts }, { text: 'hello', headers });
    expect(json).toEqual(expected);
  });

  it('stands in no field that would be a prototype', async () => {
    const work = call({ output: 'items', response: 'text', saveAs: '__proto__' }, { text: 'hello' });
    await expect(work).rejects.toMatchObject({ code: 'field.forbidden-name' });
  });
});
