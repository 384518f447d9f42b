import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateMemberRole } from '@/services/members/update-member-role';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { aMember, aSession, aTenant, aUser } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { listSessions } from './list-sessions';
import { revokeSession } from './revoke-session';
import { rotateSession } from './rotate-session';
import { hashSecretToken } from './secret-token';
import { SESSION_LIFETIME_MS, signIn } from './sign-in';

let database: TestDatabase;
let deps: PeopleDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = peopleDeps(database);
});
afterAll(() => database.drop());

const lookup = (token: string) => deps.db.lookup.session(hashSecretToken(token), SESSION_LIFETIME_MS);

test('signing in gives a token that finds the person and their tenants, and whose text is not stored', async () => {
  const tenant = await aTenant(deps);
  const outcome = await signIn(deps, {
    email: ` ${tenant.owner.email.toUpperCase()} `,
    password: tenant.owner.password,
    ip: '127.0.0.1',
    userAgent: 'x'.repeat(1000),
  });
  if (outcome.kind !== 'signed-in') throw new Error(outcome.kind);
  expect(await lookup(outcome.token)).toMatchObject({
    sessionId: outcome.sessionId,
    mustRotate: false,
    user: { id: tenant.owner.id, email: tenant.owner.email },
    memberships: [{ tenantId: tenant.id, slug: tenant.slug, role: 'owner' }],
  });
  const [row] = await database.query<{ text: string }>(
    'select sessions::text as text from sessions where id = $1',
    [outcome.sessionId],
  );
  expect(row?.text).not.toContain(outcome.token);
});

test('a wrong password and an unknown person are refused alike', async () => {
  const user = await aUser(deps);
  for (const email of [user.email, 'nobody@example.test']) {
    expect(await signIn(deps, { email, password: 'wrong password', ip: null, userAgent: null })).toEqual({
      kind: 'refused',
    });
  }
});

test('an unknown person costs as much work as a wrong password', async () => {
  const user = await aUser(deps);
  // Processor time and not the clock's: other tests run beside this one. The least of several is without what is done once.
  const work = async (email: string): Promise<number> => {
    const spent: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const before = process.cpuUsage();
      await signIn(deps, { email, password: 'wrong password', ip: null, userAgent: null });
      const { user: own, system } = process.cpuUsage(before);
      spent.push(own + system);
    }
    return Math.min(...spent);
  };
  const [known, unknown] = [await work(user.email), await work('nobody-2@example.test')];
  // An early return would take a tenth of it.
  expect(unknown).toBeGreaterThan(known / 4);
});

test('after ten tries a person is locked out from that address, with the right password too, and nobody else is', async () => {
  const [user, other] = [await aUser(deps), await aUser(deps)];
  const attempt = (password: string, ip: string) =>
    signIn(deps, { email: user.email, password, ip, userAgent: null });
  for (let count = 0; count < 10; count += 1)
    expect((await attempt('wrong password', '10.0.0.1')).kind).toBe('refused');
  expect((await attempt(user.password, '10.0.0.1')).kind).toBe('too-many-tries');
  expect((await attempt(user.password, '10.0.0.2')).kind).toBe('signed-in');
  expect(
    (await signIn(deps, { email: other.email, password: other.password, ip: '10.0.0.1', userAgent: null }))
      .kind,
  ).toBe('signed-in');
  await database.query(`update sign_in_attempts set window_start = now() - interval '16 minutes'`);
  expect((await attempt(user.password, '10.0.0.1')).kind).toBe('signed-in');
});

test('people see and end their own sessions only', async () => {
  const [user, other] = [await aUser(deps), await aUser(deps)];
  const [here, there] = [await aSession(deps, user), await aSession(deps, user)];
  const foreign = await aSession(deps, other);
  const { items } = await listSessions(deps, { userId: user.id, sessionId: here.sessionId });
  expect(items.map((item) => [item.id, item.current]).sort()).toEqual(
    [
      [here.sessionId, true],
      [there.sessionId, false],
    ].sort(),
  );
  await expect(revokeSession(deps, { userId: user.id, id: foreign.sessionId })).rejects.toMatchObject({
    code: 'session.not-found',
  });
  await revokeSession(deps, { userId: user.id, id: there.sessionId });
  expect(await lookup(there.token)).toBeNull();
  expect(await lookup(here.token)).not.toBeNull();
  expect(await lookup(foreign.token)).not.toBeNull();
});

test('a session that ran out finds nobody; one that is used lives on', async () => {
  const user = await aUser(deps);
  const [old, used] = [await aSession(deps, user), await aSession(deps, user)];
  await database.query('update sessions set expires_at = now() where id = $1', [old.sessionId]);
  expect(await lookup(old.token)).toBeNull();
  await database.query(
    `update sessions set expires_at = now() + interval '1 minute', last_seen_at = now() - interval '1 hour' where id = $1`,
    [used.sessionId],
  );
  await lookup(used.token);
  expect((await lookup(used.token))?.expiresAt.getTime()).toBeGreaterThan(
    Date.now() + SESSION_LIFETIME_MS - 60_000,
  );
});

test('a change of role asks for a new token; the old one works a moment longer and then no more', async () => {
  const tenant = await aTenant(deps);
  const { user } = await aMember(deps, tenant, { role: 'viewer' });
  const session = await aSession(deps, user);
  expect(await rotateSession(deps, { userId: user.id, sessionId: session.sessionId })).toBeNull();
  await updateMemberRole(deps, tenant.scope, { userId: user.id, role: 'admin' });
  expect(await lookup(session.token)).toMatchObject({ mustRotate: true, memberships: [{ role: 'admin' }] });
  const both = await Promise.all(
    [1, 2].map(() => rotateSession(deps, { userId: user.id, sessionId: session.sessionId })),
  );
  const [rotated] = both.filter((result) => result !== null);
  expect(both.filter((result) => result !== null)).toHaveLength(1);
  expect(await lookup(rotated?.token ?? '')).toMatchObject({
    sessionId: session.sessionId,
    mustRotate: false,
  });
  expect(await lookup(session.token)).toMatchObject({ sessionId: session.sessionId, mustRotate: false });
  await database.query(`update sessions set previous_until = now() where id = $1`, [session.sessionId]);
  expect(await lookup(session.token)).toBeNull();
});
