/**
 * Rows that a test starts from, made by the services themselves where there is one. Each builder fills in what a test
 * does not care about; names are unique in a process.
 */
import type { Role } from '@/core/access/roles';
import { vouchTenantScope, type TenantScope } from '@/core/access/tenant-scope';
import { createApiKey, type ApiKeyInput } from '@/services/api-keys/create-api-key';
import { insertUser } from '@/services/members/insert-user';
import { hashPassword } from '@/services/sessions/password';
import { signIn } from '@/services/sessions/sign-in';
import { createTenant } from '@/services/tenants/create-tenant';
import type { PeopleDeps } from '@/services/tenants/people-deps';

export interface BuiltUser {
  id: string;
  name: string;
  email: string;
  password: string;
}

export interface BuiltTenant {
  id: string;
  slug: string;
  owner: BuiltUser;
  /** The owner's scope. */
  scope: TenantScope;
  /** A scope of this tenant with another role, without a person behind it. */
  as(role: Role): TenantScope;
}

export const TEST_PASSWORD = 'correct horse battery';
let testHash: Promise<string> | undefined;
let counter = 0;

/** A person with the password `TEST_PASSWORD`. */
export async function aUser(
  deps: PeopleDeps,
  given: { name?: string; email?: string } = {},
): Promise<BuiltUser> {
  counter += 1;
  const { name = `Person ${counter}`, email = `person-${counter}@example.test` } = given;
  const id = deps.ids.uuid7();
  // Hashing is slow on purpose: once is enough.
  testHash ??= hashPassword(TEST_PASSWORD);
  const passwordHash = await testHash;
  await deps.db.withUser({ userId: id }, (tx) => insertUser(tx, { id, name, email, passwordHash }));
  return { id, name, email, password: TEST_PASSWORD };
}

/** A tenant with its default project and an owner. */
export async function aTenant(
  deps: PeopleDeps,
  given: { name?: string; slug?: string; owner?: BuiltUser } = {},
): Promise<BuiltTenant> {
  counter += 1;
  const owner = given.owner ?? (await aUser(deps));
  const { slug } = await createTenant(deps, {
    userId: owner.id,
    name: given.name ?? `Team ${counter}`,
    slug: given.slug,
  });
  const id = (await deps.db.lookup.tenantBySlug(slug))?.id ?? '';
  const scopeOf = (role: Role, userId: string): TenantScope =>
    vouchTenantScope({ tenantId: id, tenantSlug: slug, role, actor: { kind: 'user', id: userId } });
  return {
    id,
    slug,
    owner,
    scope: scopeOf('owner', owner.id),
    as: (role) => scopeOf(role, deps.ids.uuid7()),
  };
}

/** A person who is a member of the tenant, with their scope. */
export async function aMember(
  deps: PeopleDeps,
  tenant: BuiltTenant,
  given: { role?: Role; user?: BuiltUser } = {},
): Promise<{ user: BuiltUser; scope: TenantScope }> {
  const user = given.user ?? (await aUser(deps));
  const role = given.role ?? 'developer';
  await deps.db.withTenant({ tenantId: tenant.id }, (tx) =>
    tx.membership.create({ data: { tenantId: tenant.id, userId: user.id, role }, select: { userId: true } }),
  );
  const actor = { kind: 'user', id: user.id } as const;
  return { user, scope: vouchTenantScope({ tenantId: tenant.id, tenantSlug: tenant.slug, role, actor }) };
}

/** An API key of the tenant's owner, or of whoever `by` is. */
export function anApiKey(
  deps: PeopleDeps,
  tenant: BuiltTenant,
  given: Partial<ApiKeyInput> & { by?: TenantScope } = {},
): Promise<{ id: string; key: string }> {
  const { by, ...input } = given;
  return createApiKey(deps, by ?? tenant.scope, { name: 'Test key', role: 'developer', ...input });
}

/** Signs the person in; the token is what their cookie would hold. */
export async function aSession(
  deps: PeopleDeps,
  user: BuiltUser,
): Promise<{ token: string; sessionId: string }> {
  const outcome = await signIn(deps, {
    email: user.email,
    password: user.password,
    ip: null,
    userAgent: 'test',
  });
  if (outcome.kind !== 'signed-in') throw new Error(`could not sign in ${user.email}: ${outcome.kind}`);
  return outcome;
}
