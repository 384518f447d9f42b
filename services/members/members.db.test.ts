import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SESSION_LIFETIME_MS, signIn } from '@/services/sessions/sign-in';
import { hashSecretToken } from '@/services/sessions/secret-token';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { aMember, anApiKey, aSession, aTenant, aUser, type BuiltTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { acceptInvite } from './accept-invite';
import { getInvite } from './get-invite';
import { inviteMember } from './invite-member';
import { listMembers } from './list-members';
import { removeMember } from './remove-member';
import { updateMemberRole } from './update-member-role';

let database: TestDatabase;
let deps: PeopleDeps;
let tenant: BuiltTenant;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = peopleDeps(database);
});
beforeEach(async () => {
  tenant = await aTenant(deps);
});
afterAll(() => database.drop());

async function invited(email: string, role: 'viewer' | 'developer' = 'developer'): Promise<string> {
  const { url } = await inviteMember(deps, tenant.scope, { email, role });
  return url.replace('/invite?token=', '');
}
const actions = async (): Promise<string[]> =>
  (
    await database.query<{ action: string }>('select action from audit where tenant_id = $1 order by id', [
      tenant.id,
    ])
  ).map((row) => row.action);

test('an invite makes a new account a member, once', async () => {
  const token = await invited('New@Example.test');
  expect(await getInvite(deps, { token })).toMatchObject({
    email: 'new@example.test',
    role: 'developer',
    hasAccount: false,
  });
  const details = { token, userId: null, name: 'New', password: 'a long password' };
  expect(await acceptInvite(deps, details)).toEqual({ tenantSlug: tenant.slug });
  await expect(acceptInvite(deps, details)).rejects.toMatchObject({ code: 'invite.not-found' });
  expect(
    await signIn(deps, { email: 'new@example.test', password: 'a long password', ip: null, userAgent: null }),
  ).toMatchObject({ kind: 'signed-in' });
  const { members, invites } = await listMembers(deps, tenant.scope);
  expect(members.map((member) => [member.email, member.role])).toEqual([
    [tenant.owner.email, 'owner'],
    ['new@example.test', 'developer'],
  ]);
  expect(invites).toEqual([]);
  expect(await actions()).toEqual(['tenant.create', 'member.invite', 'member.join']);
});

test('two who accept at the same moment make one member', async () => {
  const token = await invited('twice@example.test');
  const details = { token, userId: null, name: 'Twice', password: 'a long password' };
  const outcomes = await Promise.allSettled([acceptInvite(deps, details), acceptInvite(deps, details)]);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
});

test('who has an account accepts signed in, and only the person the invite is for', async () => {
  const [user, other] = [await aUser(deps), await aUser(deps)];
  const token = await invited(user.email);
  expect(await getInvite(deps, { token })).toMatchObject({ hasAccount: true });
  await expect(
    acceptInvite(deps, { token, userId: null, name: 'X', password: 'a long password' }),
  ).rejects.toMatchObject({ code: 'invite.sign-in-needed' });
  await expect(acceptInvite(deps, { token, userId: other.id })).rejects.toMatchObject({
    code: 'invite.other-person',
  });
  await acceptInvite(deps, { token, userId: user.id });
  expect((await listMembers(deps, tenant.scope)).members).toHaveLength(2);
});

test('an expired, a replaced and an unknown invite are the same to the outside', async () => {
  const first = await invited('again@example.test');
  const second = await invited('again@example.test');
  await database.query('update invites set expires_at = now() where tenant_id = $1', [tenant.id]);
  for (const token of [first, second, 'x'.repeat(43)]) {
    await expect(getInvite(deps, { token })).rejects.toMatchObject({ code: 'invite.not-found', status: 404 });
  }
  expect((await listMembers(deps, tenant.scope)).invites).toEqual([]);
});

test('who is a member already is not invited', async () => {
  await expect(
    inviteMember(deps, tenant.scope, { email: tenant.owner.email, role: 'viewer' }),
  ).rejects.toMatchObject({ code: 'member.exists' });
});

test('only an owner names, changes or removes owners', async () => {
  const { scope: admin } = await aMember(deps, tenant, { role: 'admin' });
  const { user } = await aMember(deps, tenant, { role: 'developer' });
  const refused = { code: 'member.owner-needed', status: 403 };
  await expect(inviteMember(deps, admin, { email: 'o@example.test', role: 'owner' })).rejects.toMatchObject(
    refused,
  );
  await expect(updateMemberRole(deps, admin, { userId: user.id, role: 'owner' })).rejects.toMatchObject(
    refused,
  );
  await expect(
    updateMemberRole(deps, admin, { userId: tenant.owner.id, role: 'viewer' }),
  ).rejects.toMatchObject(refused);
  await expect(removeMember(deps, admin, { userId: tenant.owner.id })).rejects.toMatchObject(refused);
  expect(await updateMemberRole(deps, tenant.scope, { userId: user.id, role: 'owner' })).toEqual({
    role: 'owner',
  });
});

test('the last owner stays, also when two owners remove each other at the same moment', async () => {
  const last = { code: 'member.last-owner', status: 409 };
  await expect(removeMember(deps, tenant.scope, { userId: tenant.owner.id })).rejects.toMatchObject(last);
  await expect(
    updateMemberRole(deps, tenant.scope, { userId: tenant.owner.id, role: 'admin' }),
  ).rejects.toMatchObject(last);
  const second = await aMember(deps, tenant, { role: 'owner' });
  await Promise.allSettled([
    removeMember(deps, tenant.scope, { userId: second.user.id }),
    removeMember(deps, second.scope, { userId: tenant.owner.id }),
  ]);
  const owners = await database.query(`select 1 from memberships where tenant_id = $1 and role = 'owner'`, [
    tenant.id,
  ]);
  expect(owners).toHaveLength(1);
});

test.each(['developer', 'operator', 'viewer'] as const)('a %s manages nobody', async (role) => {
  const { scope, user } = await aMember(deps, tenant, { role });
  const refused = { code: 'access.forbidden' };
  await expect(inviteMember(deps, scope, { email: 'x@example.test', role: 'viewer' })).rejects.toMatchObject(
    refused,
  );
  await expect(updateMemberRole(deps, scope, { userId: user.id, role: 'admin' })).rejects.toMatchObject(
    refused,
  );
  await expect(removeMember(deps, scope, { userId: user.id })).rejects.toMatchObject(refused);
});

test('a removed member loses the tenant at once, with their keys, and every web process is told', async () => {
  const { user, scope } = await aMember(deps, tenant, { role: 'admin' });
  const session = await aSession(deps, user);
  const key = await anApiKey(deps, tenant, { by: scope });
  const listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  await listener.query('listen heddle_sessions');
  const told = new Promise((resolve) => listener.once('notification', (message) => resolve(message.payload)));
  await removeMember(deps, tenant.scope, { userId: user.id });
  expect(await told).toBe(user.id);
  await listener.end();
  const found = await deps.db.lookup.session(hashSecretToken(session.token), SESSION_LIFETIME_MS);
  expect(found).toMatchObject({ user: { id: user.id }, memberships: [] });
  expect(await deps.db.lookup.apiKey(hashSecretToken(key.key))).toBeNull();
  await expect(removeMember(deps, tenant.scope, { userId: user.id })).rejects.toMatchObject({
    code: 'member.not-found',
  });
});

test("a lowered role lowers the person's keys", async () => {
  const { user, scope } = await aMember(deps, tenant, { role: 'admin' });
  const key = await anApiKey(deps, tenant, { by: scope, role: 'admin' });
  await updateMemberRole(deps, tenant.scope, { userId: user.id, role: 'viewer' });
  expect(await deps.db.lookup.apiKey(hashSecretToken(key.key))).toMatchObject({ role: 'viewer' });
});

test("another tenant's members are unknown", async () => {
  const other = await aTenant(deps);
  await expect(removeMember(deps, tenant.scope, { userId: other.owner.id })).rejects.toMatchObject({
    code: 'member.not-found',
    status: 404,
  });
  await expect(
    updateMemberRole(deps, tenant.scope, { userId: other.owner.id, role: 'viewer' }),
  ).rejects.toMatchObject({ code: 'member.not-found' });
});
