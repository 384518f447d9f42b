import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditEntries } from '@/services/audit/list-audit-entries';
import { aMember, aTenant, aUser } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { createTenant } from './create-tenant';
import { getTenant } from './get-tenant';
import { listMyTenants } from './list-my-tenants';
import type { PeopleDeps } from './people-deps';
import { updateTenant } from './update-tenant';

let database: TestDatabase;
let deps: PeopleDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = peopleDeps(database);
});
afterAll(() => database.drop());

test('slugs are made from names and numbered where they are taken', async () => {
  const { id: userId } = await aUser(deps);
  const slugs = [];
  for (const name of ['Größe & Co.', 'Grosse co', 'Åsa', '日本', '日本', 'x'.repeat(120)]) {
    slugs.push((await createTenant(deps, { userId, name })).slug);
  }
  expect(slugs).toEqual(['grosse-co', 'grosse-co-2', 'asa', 'team', 'team-2', 'x'.repeat(44)]);
  expect((await listMyTenants(deps, { userId })).map((tenant) => tenant.slug).sort()).toEqual(
    [...slugs].sort(),
  );
});

test('a slug that somebody chose is taken or refused, never changed', async () => {
  const { id: userId } = await aUser(deps);
  expect(await createTenant(deps, { userId, name: 'A', slug: 'chosen' })).toEqual({ slug: 'chosen' });
  await expect(createTenant(deps, { userId, name: 'A', slug: 'chosen' })).rejects.toMatchObject({
    code: 'tenant.slug-taken',
    status: 409,
  });
  const race = await Promise.allSettled(
    [1, 2, 3].map(() => createTenant(deps, { userId, name: 'Race', slug: 'race' })),
  );
  expect(race.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  for (const outcome of race) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'tenant.slug-taken' });
  }
});

test('people list the tenants they are in and no others', async () => {
  const [mine, theirs] = [await aTenant(deps), await aTenant(deps)];
  await aMember(deps, theirs, { user: mine.owner, role: 'viewer' });
  await aTenant(deps);
  const list = await listMyTenants(deps, { userId: mine.owner.id });
  expect(list.map((tenant) => [tenant.slug, tenant.role]).sort()).toEqual(
    [
      [mine.slug, 'owner'],
      [theirs.slug, 'viewer'],
    ].sort(),
  );
});

test('the view says what the caller may do', async () => {
  const tenant = await aTenant(deps, { name: 'Acme' });
  expect(await getTenant(deps, tenant.as('viewer'))).toEqual({
    id: tenant.id,
    slug: tenant.slug,
    minScheduleSeconds: 60,
    name: 'Acme',
    retentionClass: 30,
    role: 'viewer',
    permissions: ['workflow:read', 'run:read', 'credential:read', 'member:read', 'tenant:read'],
  });
});

test('a new retention class has partitions before a run can need them', async () => {
  const tenant = await aTenant(deps);
  expect(await updateTenant(deps, tenant.scope, { name: 'Renamed', retentionClass: 365 })).toMatchObject({
    name: 'Renamed',
    retentionClass: 365,
  });
  const id = deps.ids.uuid7();
  await deps.db.runner.query(
    `insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class) values ($1, $2, 0, 0, '[]', 365)`,
    [tenant.id, id],
  );
  const [row] = await database.query<{ name: string }>(
    'select tableoid::regclass::text as name from run_facts where run_id = $1',
    [id],
  );
  expect(row?.name).toMatch(/^heddle_parts\.run_facts_365_\d{8}$/);
  await expect(updateTenant(deps, tenant.as('developer'), { name: 'No' })).rejects.toMatchObject({
    code: 'access.forbidden',
  });
});

test('rows that strayed into the default partition are moved when their week is made', async () => {
  const tenant = await aTenant(deps);
  const insert = `insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
    values ($1, uuid7_low(now() + interval '9 weeks'), 0, 0, '[]', 30)`;
  await deps.db.runner.query(insert, [tenant.id]);
  const where = async () =>
    (
      await database.query<{ name: string }>(
        'select tableoid::regclass::text as name from run_facts where tenant_id = $1',
        [tenant.id],
      )
    )[0]?.name;
  expect(await where()).toBe('heddle_parts.run_facts_30_default');
  const [made] = await database.query<{ n: number }>('select heddle_ensure_partitions(10) as n');
  expect(made?.n).toBeGreaterThan(0);
  expect(await where()).toMatch(/^heddle_parts\.run_facts_30_\d{8}$/);
  expect(await database.query('select heddle_ensure_partitions(10) as n')).toEqual([{ n: 0 }]);
});

test('audit entries are listed newest first, page by page, for the tenant alone', async () => {
  const [tenant, other] = [await aTenant(deps), await aTenant(deps)];
  for (const name of ['A', 'B', 'C', 'D']) await updateTenant(deps, tenant.scope, { name });
  await updateTenant(deps, other.scope, { name: 'Other' });
  const first = await listAuditEntries(deps, tenant.scope, { limit: 3 });
  const second = await listAuditEntries(deps, tenant.scope, { limit: 3, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map((entry) => entry.action)).toEqual([
    ...Array.from({ length: 4 }, () => 'tenant.update'),
    'tenant.create',
  ]);
  expect(second.nextCursor).toBeNull();
  expect(first.items[0]).toMatchObject({
    actorKind: 'user',
    actorId: tenant.owner.id,
    targetId: tenant.id,
    details: { changed: ['name'] },
  });
  await expect(listAuditEntries(deps, tenant.scope, { limit: 3, cursor: 'x' })).rejects.toMatchObject({
    code: 'list.bad-cursor',
  });
  await expect(listAuditEntries(deps, tenant.as('developer'), { limit: 3 })).rejects.toMatchObject({
    code: 'access.forbidden',
  });
});
