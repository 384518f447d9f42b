import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '@/prisma/seed/seed-demo';
import { signIn } from '@/services/sessions/sign-in';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { completeSetup } from './complete-setup';
import { ensureSetupToken } from './ensure-setup-token';
import { getSetupStatus } from './get-setup-status';

let database: TestDatabase;
let deps: PeopleDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = peopleDeps(database);
});
afterAll(() => database.drop());

const person = {
  name: 'Ada',
  email: 'Ada@Example.com',
  password: 'a long password',
  tenantName: 'Ada & Söhne',
};

// One story: each step starts where the one before ended.
test('the demo tenant is made once, gets its samples, and does not count as set-up', async () => {
  const sampled: string[] = [];
  const first = await seedDemo(deps, async (scope) => void sampled.push(scope.tenantSlug));
  const second = await seedDemo(deps, async (scope) => void sampled.push(scope.tenantSlug));
  expect(first).toMatchObject({ kind: 'created', slug: 'demo' });
  expect(second).toEqual({ kind: 'exists', slug: 'demo', email: 'demo@example.com' });
  expect(sampled).toEqual(['demo']);
  const password = first.kind === 'created' ? first.password : '';
  expect(await signIn(deps, { email: first.email, password, ip: null, userAgent: null })).toMatchObject({
    kind: 'signed-in',
  });
  expect(await getSetupStatus(deps)).toEqual({ needed: true });
});

test('an unknown token, an old one and an expired one are refused, and nothing is made', async () => {
  const old = await ensureSetupToken(deps);
  const current = await ensureSetupToken(deps);
  await database.query('update setup_tokens set expires_at = now() where token_hash = sha256($1::bytea)', [
    current,
  ]);
  for (const token of ['x'.repeat(43), old ?? '', current ?? '']) {
    await expect(completeSetup(deps, { ...person, token })).rejects.toMatchObject({
      code: 'setup.bad-token',
      status: 403,
    });
  }
  expect(await database.query('select 1 from users where not is_demo')).toEqual([]);
});

test('only the hash of the token is stored', async () => {
  const token = (await ensureSetupToken(deps)) ?? '';
  const [row] = await database.query<{ text: string }>(
    'select string_agg(setup_tokens::text, $1) as text from setup_tokens',
    [','],
  );
  expect(row?.text).not.toContain(token);
});

test('of two who use the link at the same moment one becomes the owner', async () => {
  const token = (await ensureSetupToken(deps)) ?? '';
  const outcomes = await Promise.allSettled([
    completeSetup(deps, { ...person, token }),
    completeSetup(deps, { ...person, email: 'other@example.com', token }),
  ]);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toEqual([
    { status: 'fulfilled', value: { tenantSlug: 'ada-sohne' } },
  ]);
  const rows = await database.query(
    `select m.role, p.is_default, a.action from tenants t join memberships m on m.tenant_id = t.id
      join projects p on p.tenant_id = t.id join audit a on a.tenant_id = t.id where t.slug = 'ada-sohne'`,
  );
  expect(rows).toEqual([{ role: 'owner', is_default: true, action: 'setup.complete' }]);
});

test('afterwards set-up is over: no token, no second owner', async () => {
  expect(await getSetupStatus(deps)).toEqual({ needed: false });
  expect(await ensureSetupToken(deps)).toBeNull();
  await expect(completeSetup(deps, { ...person, token: 'x'.repeat(43) })).rejects.toMatchObject({
    code: 'setup.done',
  });
});
