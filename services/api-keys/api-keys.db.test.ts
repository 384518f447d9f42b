import { afterAll, beforeAll, expect, test } from 'vitest';
import { vouchTenantScope } from '@/core/access/tenant-scope';
import { hashSecretToken } from '@/services/sessions/secret-token';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { aMember, anApiKey, aTenant, type BuiltTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { createApiKey } from './create-api-key';
import { listApiKeys } from './list-api-keys';
import { revokeApiKey } from './revoke-api-key';

let database: TestDatabase;
let deps: PeopleDeps;
let tenant: BuiltTenant;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = peopleDeps(database);
  tenant = await aTenant(deps);
});
afterAll(() => database.drop());

const lookup = (key: string) => deps.db.lookup.apiKey(hashSecretToken(key));

test('a key is shown once and only its hash is kept', async () => {
  const { id, key } = await anApiKey(deps, tenant, {
    name: 'Deploy',
    role: 'operator',
    scopes: ['run:start'],
  });
  expect(key).toMatch(/^hdl_[A-Za-z0-9_-]{43}$/);
  expect(await lookup(key)).toMatchObject({
    id,
    tenantId: tenant.id,
    tenantSlug: tenant.slug,
    role: 'operator',
    scopes: ['run:start'],
  });
  const [row] = await database.query<{ text: string }>(
    'select api_keys::text as text from api_keys where id = $1',
    [id],
  );
  expect(row?.text).not.toContain(key);
  const { items } = await listApiKeys(deps, tenant.scope);
  expect(items.find((item) => item.id === id)).toMatchObject({
    name: 'Deploy',
    prefix: key.slice(0, 12),
    scopes: ['run:start'],
  });
});

test('a revoked key and an expired one open nothing', async () => {
  const revoked = await anApiKey(deps, tenant);
  await revokeApiKey(deps, tenant.scope, { id: revoked.id });
  expect(await lookup(revoked.key)).toBeNull();
  await expect(revokeApiKey(deps, tenant.scope, { id: revoked.id })).rejects.toMatchObject({
    code: 'api-key.not-found',
  });
  const expired = await anApiKey(deps, tenant, { expiresAt: new Date(Date.now() + 60_000).toISOString() });
  expect(await lookup(expired.key)).not.toBeNull();
  await database.query('update api_keys set expires_at = now() where id = $1', [expired.id]);
  expect(await lookup(expired.key)).toBeNull();
  await expect(anApiKey(deps, tenant, { expiresAt: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
    code: 'api-key.expired',
  });
});

test('use is noted at most once a minute', async () => {
  const { id, key } = await anApiKey(deps, tenant);
  const lastUsed = async () =>
    (
      await database.query<{ at: Date }>('select last_used_at as at from api_keys where id = $1', [id])
    )[0]?.at?.getTime();
  await lookup(key);
  const first = await lastUsed();
  await lookup(key);
  expect(await lastUsed()).toBe(first);
  await database.query(`update api_keys set last_used_at = now() - interval '61 seconds' where id = $1`, [
    id,
  ]);
  await lookup(key);
  expect(await lastUsed()).toBeGreaterThanOrEqual(first ?? Infinity);
});

test('a key never holds more than whoever makes it', async () => {
  const { scope: admin } = await aMember(deps, tenant, { role: 'admin' });
  const tooMuch = { code: 'api-key.too-powerful', status: 403 };
  await expect(createApiKey(deps, admin, { name: 'x', role: 'owner' })).rejects.toMatchObject(tooMuch);
  await expect(
    createApiKey(deps, admin, { name: 'x', role: 'viewer', scopes: ['run:start'] }),
  ).rejects.toMatchObject(tooMuch);
  const { scope: developer } = await aMember(deps, tenant, { role: 'developer' });
  await expect(createApiKey(deps, developer, { name: 'x', role: 'viewer' })).rejects.toMatchObject({
    code: 'access.forbidden',
  });
});

test('a key with scopes passes on no more than these, and its keys belong to its maker', async () => {
  const { user, scope } = await aMember(deps, tenant, { role: 'admin' });
  const parent = await anApiKey(deps, tenant, {
    by: scope,
    role: 'admin',
    scopes: ['api-key:write', 'run:read'],
  });
  const narrow = vouchTenantScope({
    ...scope,
    scopes: ['api-key:write', 'run:read'],
    actor: { kind: 'api-key', id: parent.id },
  });
  const child = await createApiKey(deps, narrow, { name: 'child', role: 'viewer' });
  expect(await lookup(child.key)).toMatchObject({ scopes: ['run:read'] });
  const [row] = await database.query('select created_by from api_keys where id = $1', [child.id]);
  expect(row).toEqual({ created_by: user.id });
  const tooMuch = { code: 'api-key.too-powerful' };
  await expect(
    createApiKey(deps, narrow, { name: 'x', role: 'admin', scopes: ['run:start'] }),
  ).rejects.toMatchObject(tooMuch);
  const writer = vouchTenantScope({ ...narrow, scopes: ['api-key:write'] });
  // Nothing of what the caller has fits the role: an empty list would be stored as "everything".
  await expect(createApiKey(deps, writer, { name: 'x', role: 'viewer' })).rejects.toMatchObject(tooMuch);
});

test("another tenant's keys are unknown", async () => {
  const other = await aTenant(deps);
  const { id } = await anApiKey(deps, other);
  await expect(revokeApiKey(deps, tenant.scope, { id })).rejects.toMatchObject({
    code: 'api-key.not-found',
    status: 404,
  });
  expect((await listApiKeys(deps, tenant.scope)).items.map((item) => item.id)).not.toContain(id);
});
