import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRateLimiter } from '@/server/http/rate-limit';
import { setLimit } from '@/services/limits/set-limit';
import { aTenant, anApiKey, type BuiltTenant } from '@/testing/builders/people';
import { callRest } from '@/testing/web/calls';
import { startTestWeb, type TestWeb } from '@/testing/web/test-web';

let web: TestWeb;
let tenant: BuiltTenant;
let key: string;

beforeAll(async () => {
  // A window that no test outlasts.
  const limiter = () => createRateLimiter({ limit: 1, windowMs: 3_600_000, now: () => Date.now() });
  web = await startTestWeb({ apiKey: limiter(), tenant: limiter() });
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
  expect(await call('DELETE', '/limits/step.items')).toMatchObject({
    status: 200,
    body: { value: 1_000_000 },
  });
});

it('says what is wrong with a name or a value', async () => {
  expect(await call('PUT', '/limits/step.wishes', { value: 1 })).toMatchObject({
    status: 404,
    body: { code: 'limit.not-found' },
  });
  expect(await call('DELETE', '/limits/__proto__')).toMatchObject({ status: 404 });
  expect(await call('PUT', '/limits/step.items', { value: 0 })).toMatchObject({
    status: 422,
    body: { code: 'limit.out-of-range', details: { least: 1, most: 10_000_000 } },
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

it.each([
  { name: 'api.key-requests', another: 200 },
  { name: 'api.requests', another: 429 },
] as const)('counts calls by $name, with standard headers', async ({ name, another }) => {
  const own = await aTenant(web.deps);
  await setLimit(web.deps, own.scope, { name, value: 10 });
  web.deps.db.limits.forget();
  const [one, other] = [await anApiKey(web.deps, own), await anApiKey(web.deps, own)];
  const ask = (by: string) => callRest(web, { method: 'GET', path: '/node-types/webhook' }, { key: by });
  const first = await ask(one.key);
  expect([first.status, first.headers.get('ratelimit-limit')]).toEqual([200, '10']);
  expect(first.headers.get('ratelimit-remaining')).toBe('9');
  for (let count = 1; count < 10; count += 1) expect((await ask(one.key)).status).toBe(200);
  const last = await ask(one.key);
  expect(last).toMatchObject({ status: 429, code: 'rate-limit.exceeded' });
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask(other.key)).status).toBe(another);
  // No tenant pays for another one.
  expect((await call('GET', '/node-types/webhook')).status).toBe(200);
});
