import { describe, expect, it } from 'vitest';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

type RespondParameters = Parameters<typeof executor.execute>[0]['parameters'];

const DEFAULTS: RespondParameters = {
  ...{ status: 200, headers: [], with: 'body', text: '', redirect: '', file: '', wrapIn: '' },
  ...{ claims: {}, algorithm: 'HS256', secretFrom: 'here', secret: '', secretValue: '' },
};

async function answerTo(parameters: Partial<RespondParameters>) {
  const whole: RespondParameters = { ...DEFAULTS, ...parameters };
  const items = [{ json: { id: 7 } }, { json: { id: 8 } }];
  const result = await executor.execute(
    { items: () => items, parameters: whole, parametersFor: () => whole },
    fakeContext(),
  );
  return result.kind === 'done' ? result.answer : undefined;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

describe('the answer', () => {
  it('is the first item where nothing is said', async () => {
    expect(await answerTo({})).toEqual({ status: 200, headers: JSON_TYPE, body: { id: 7 } });
  });

  it.each([
    [{ a: 1 }, JSON_TYPE],
    [[1], JSON_TYPE],
    [5, JSON_TYPE],
    ['hello', { 'content-type': 'text/plain; charset=utf-8' }],
  ])('is typed by what %j is', async (body, headers) => {
    expect(await answerTo({ body })).toEqual({ status: 200, headers, body });
  });

  it('takes text under a JSON type for JSON already written', async () => {
    const headers = [{ name: 'Content-Type', value: 'application/json' }];
    expect(await answerTo({ headers, body: '{"a":1}' })).toMatchObject({ body: { a: 1 } });
    expect(await answerTo({ headers, body: 'plain' })).toMatchObject({ body: 'plain' });
  });

  it('writes data under a text type as text', async () => {
    const headers = [{ name: 'Content-Type', value: 'text/html' }];
    expect(await answerTo({ headers, body: { a: 1 } })).toMatchObject({ body: '{"a":1}' });
  });

  it.each([
    ['respond.invalid-header', { name: 'bad name', value: 'x' }],
    ['respond.invalid-header', { name: 'x-split', value: 'a\r\nset-cookie: b' }],
    ['respond.refused-header', { name: 'Transfer-Encoding', value: 'chunked' }],
  ])('fails with %s for %j', async (code, header) => {
    const failure = await answerTo({ headers: [header] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NodeFailure);
    expect(failure).toMatchObject({ code, retryable: false });
  });
});

describe('what is sent', () => {
  it.each<[Partial<RespondParameters>, object]>([
    [{ with: 'first-item' }, { body: { id: 7 } }],
    [{ with: 'all-items' }, { body: [{ id: 7 }, { id: 8 }] }],
    [{ with: 'all-items', wrapIn: 'data.rows' }, { body: { data: { rows: [{ id: 7 }, { id: 8 }] } } }],
    [{ with: 'text', text: 'hello', body: 'ignored' }, { body: 'hello' }],
    [
      { with: 'nothing', status: 204 },
      { status: 204, body: '' },
    ],
    [
      { with: 'redirect', redirect: ' https://example.com/a ' },
      { status: 302, body: '' },
    ],
    [{ with: 'redirect', redirect: '/b', status: 308 }, { status: 308 }],
  ])('%j', async (parameters, expected) => {
    const answer = await answerTo(parameters);
    expect(answer).toMatchObject(expected);
    if (parameters.redirect) expect(answer?.headers.location).toBe(parameters.redirect.trim());
  });

  it.each<[Partial<RespondParameters>, string]>([
    [{ with: 'redirect', redirect: 'https://a\r\nset-cookie: b' }, 'respond.invalid-header'],
    [{ with: 'first-item', wrapIn: '__proto__.x' }, 'field.forbidden-name'],
  ])('refuses %j', async (parameters, code) => {
    await expect(answerTo(parameters)).rejects.toMatchObject({ code });
  });
});

describe('a token', () => {
  it('is signed, and stands in a field of the answer', async () => {
    const claims = { sub: '1234567890', name: 'John Doe', admin: true, iat: 1516239022 };
    const secret = 'a-string-secret-at-least-256-bits-long';
    expect(await answerTo({ with: 'token', claims, secret, status: 201 })).toEqual({
      ...{ status: 201, headers: JSON_TYPE },
      // Made with the example of jwt.io.
      body: {
        token:
          'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWUsImlhdCI6MTUxNjIzOTAyMn0.KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30',
      },
    });
  });

  it('says when it was signed', async () => {
    const answer = await answerTo({
      with: 'token',
      claims: '{"sub": "ada"}',
      secretFrom: 'value',
      secretValue: 'x',
    });
    const [, payload = ''] = String((answer?.body as { token: string }).token).split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      sub: 'ada',
      iat: expect.any(Number) as number,
    });
  });

  it.each<[Partial<RespondParameters>, string]>([
    [{ secret: '' }, 'jwt.no-secret'],
    [{ secret: 'x', claims: [1] }, 'jwt.no-claims'],
    [{ secret: 'x', algorithm: 'RS256' }, 'jwt.bad-key'],
  ])('is not made of %j', async (parameters, code) => {
    await expect(answerTo({ with: 'token', ...parameters })).rejects.toMatchObject({ code });
  });
});

describe('a file', () => {
  const answer = async (file: string, hasFile = true) => {
    const ctx = fakeContext();
    const data = await ctx.files.write({ name: 'a.png', mediaType: 'image/png' }, Buffer.from('png'));
    const parameters: RespondParameters = { ...DEFAULTS, with: 'file', file };
    const items = [{ json: {}, ...(hasFile ? { binary: { data } } : {}) }];
    const result = await executor.execute(
      { items: () => items, parameters, parametersFor: () => parameters },
      ctx,
    );
    return result.kind === 'done' ? result.answer : undefined;
  };

  it.each(['', 'data'])('is sent as bytes under its type (%j)', async (name) => {
    expect(await answer(name)).toEqual({
      ...{ status: 200, headers: { 'content-type': 'image/png' }, encoding: 'base64' },
      body: Buffer.from('png').toString('base64'),
    });
  });

  it('has to be there', async () => {
    await expect(answer('other')).rejects.toMatchObject({ code: 'respond.no-file' });
    await expect(answer('', false)).rejects.toMatchObject({ code: 'respond.no-file' });
  });
});
