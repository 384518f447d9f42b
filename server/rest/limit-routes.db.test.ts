import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTenant, anApiKey, type BuiltTenant } from '@/testing/builders/people';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tenant: BuiltTenant;
let key: string;

beforeAll(async () => {
  web = await startTestWeb();
  tenant = await aTenant(web.deps);
  ({ key } = await anApiKey(web.deps, tenant, { role: 'admin' }));
});
afterAll(() => web.close());

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${web.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('lists, sets and resets', async () => {
  expect(await call('PUT', '/limits/step.items', { value: 20_000 })).toEqual({
    status: 200,
    body: { name: 'step.items', value: 20_000 },
  });
  const { body } = await call('GET', '/limits');
  expect(body['items']).toContainEqual(
    expect.objectContaining({ name: 'step.items', value: 20_000, isOwn: true }),
  );
  expect(await call('DELETE', '/limits/step.items')).toMatchObject({ status: 200, body: { value: 100_000 } });
});

it('says what is wrong with a name or a value', async () => {
  expect(await call('PUT', '/limits/step.wishes', { value: 1 })).toMatchObject({
    status: 404,
    body: { code: 'limit.not-found' },
  });
  expect(await call('DELETE', '/limits/__proto__')).toMatchObject({ status: 404 });
  expect(await call('PUT', '/limits/step.items', { value: 0 })).toMatchObject({
    status: 422,
    body: { code: 'limit.out-of-range', details: { least: 1, most: 1_000_000 } },
  });
  expect(await call('PUT', '/limits/step.items', { value: 1.5 })).toMatchObject({ status: 400 });
});

it('bounds the body of its own calls', async () => {
  await call('PUT', '/limits/api.body-bytes', { value: 65_536 });
  const input = { text: 'x'.repeat(70_000) };
  expect(await call('POST', '/workflows', { format: 'heddle.workflow/1', ...input })).toMatchObject({
    status: 413,
    body: {
      code: 'request.too-large',
      detail: 'The body is larger than 64 KB. Send less, or send a reference.',
    },
  });
  expect(await call('DELETE', '/limits/api.body-bytes')).toMatchObject({ status: 200 });
});
