import { UserProblem } from '@/core/errors/app-error';
import { isUniqueViolation } from '@/infra/db/database-errors';
import { recordAudit } from '@/services/audit/record-audit';
import { insertUser } from '@/services/members/insert-user';
import { hashPassword } from '@/services/sessions/password';
import { hashSecretToken } from '@/services/sessions/secret-token';
import { insertTenant } from '@/services/tenants/insert-tenant';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { findFreeSlug } from '@/services/tenants/slug';

export interface SetupInput {
  token: string;
  name: string;
  email: string;
  password: string;
  tenantName: string;
  tenantSlug?: string | undefined;
}

/**
 * Makes the first owner and their tenant. The token is used up in the same transaction, so of two who come at once one
 * wins and the other is refused.
 * @throws UserProblem `setup.done`, `setup.bad-token`, `setup.email-taken`, `tenant.slug-taken`.
 */
export async function completeSetup(deps: PeopleDeps, input: SetupInput): Promise<{ tenantSlug: string }> {
  if (!(await deps.db.lookup.setupNeeded())) {
    throw UserProblem.conflict('setup.done', 'This Heddle has an owner already. Sign in instead.');
  }
  const tenantSlug = await findFreeSlug(deps.db.lookup, { name: input.tenantName, slug: input.tenantSlug });
  const passwordHash = await hashPassword(input.password);
  const [userId, tenantId] = [deps.ids.uuid7(), deps.ids.uuid7()];
  const origin = { tenantId, actor: { kind: 'user', id: userId } } as const;
  await deps.db.withTenant({ tenantId, userId }, async (tx) => {
    const used = await tx.$queryRaw<{ used: boolean }[]>`
      select heddle_lookup.use_setup_token(${hashSecretToken(input.token)}) as used`;
    if (used[0]?.used !== true) {
      throw new UserProblem(
        'setup.bad-token',
        'This set-up link is not valid (any more). Start Heddle again: it prints a new one.',
        { status: 403 },
      );
    }
    await insertUser(tx, { id: userId, name: input.name, email: input.email, passwordHash }).catch(
      (error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw UserProblem.conflict('setup.email-taken', 'Somebody has this e-mail already. Use another one.');
      },
    );
    await insertTenant(tx, deps.ids, { tenantId, slug: tenantSlug, name: input.tenantName, ownerId: userId });
    await recordAudit(tx, origin, { action: 'setup.complete', targetKind: 'tenant', targetId: tenantId });
  });
  return { tenantSlug };
}
