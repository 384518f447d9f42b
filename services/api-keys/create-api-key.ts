import { can, ROLES, type Permission, type Role } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Tx } from '@/infra/db/database';
import { recordAudit } from '@/services/audit/record-audit';
import { hashSecretToken, makeSecretToken } from '@/services/sessions/secret-token';
import type { PeopleDeps } from '@/services/tenants/people-deps';

/** All keys begin with this, so that scanners of leaked secrets find them. */
const MARK = 'hdl_';
const SHOWN_LENGTH = 12;

export interface ApiKeyInput {
  name: string;
  role: Role;
  /** Absent = everything the role may do. */
  scopes?: readonly Permission[] | undefined;
  /** ISO date and time; absent = does not expire. */
  expiresAt?: string | undefined;
}

/**
 * A new API key. The answer is the only place where the key stands; it can never do more than whoever made it.
 * @throws UserProblem `api-key.too-powerful`, `api-key.expired`.
 */
export async function createApiKey(
  deps: PeopleDeps,
  scope: TenantScope,
  input: ApiKeyInput,
): Promise<{ id: string; key: string }> {
  demand(scope, 'api-key:write');
  const scopes = allowedScopes(scope, input);
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt !== null && expiresAt.getTime() <= deps.clock.now()) {
    throw new UserProblem('api-key.expired', 'The end of the key lies in the past. Choose a later one.');
  }
  const key = MARK + makeSecretToken();
  const id = deps.ids.uuid7();
  await deps.db.withTenant(scope, async (tx) => {
    await tx.apiKey.create({
      data: {
        tenantId: scope.tenantId,
        id,
        name: input.name,
        prefix: key.slice(0, SHOWN_LENGTH),
        secretHash: hashSecretToken(key),
        role: input.role,
        scopes: [...scopes],
        createdBy: await creatorOf(tx, scope),
        expiresAt,
      },
      select: { id: true },
    });
    await recordAudit(tx, scope, {
      action: 'api-key.create',
      targetKind: 'api-key',
      targetId: id,
      details: { role: input.role, scopes: [...scopes] },
    });
  });
  return { id, key };
}

/** Empty = everything the role may do; only somebody without narrower scopes can give that. */
function allowedScopes(scope: TenantScope, input: ApiKeyInput): readonly Permission[] {
  const outranks = ROLES.indexOf(input.role) < ROLES.indexOf(scope.role);
  const isFull = input.scopes === undefined && scope.scopes === undefined;
  const wanted = input.scopes ?? scope.scopes ?? [];
  const beyond = wanted.filter(
    (permission) => !can(scope, permission) || !can({ role: input.role }, permission),
  );
  const kept = wanted.filter((permission) => !beyond.includes(permission));
  // A narrow caller whose scopes do not fit the role is left with none, which would be stored as "everything".
  const isNothing = !isFull && kept.length === 0;
  if (outranks || isNothing || (input.scopes !== undefined && beyond.length > 0)) {
    throw new UserProblem(
      'api-key.too-powerful',
      'A key cannot do more than its role and than you. Choose less.',
      {
        status: 403,
        details: { role: input.role, beyond },
      },
    );
  }
  return kept;
}

/** A key made with a key belongs to the person behind it, and goes when they go. */
async function creatorOf(tx: Tx, scope: TenantScope): Promise<string> {
  if (scope.actor.kind !== 'api-key') return scope.actor.id;
  const parent = await tx.apiKey.findUnique({
    where: { tenantId_id: { tenantId: scope.tenantId, id: scope.actor.id } },
    select: { createdBy: true },
  });
  return parent?.createdBy ?? scope.actor.id;
}
