import type { Role } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { recordAudit } from '@/services/audit/record-audit';
import { hashSecretToken, makeSecretToken } from '@/services/sessions/secret-token';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { demandOwnerFor } from './owner-rules';

const LIFETIME_MS = 7 * 24 * 3_600_000;

/**
 * Makes a one-time invite link; the answer is the only place where it stands. A new invite for an address replaces the
 * open one. `url` is relative to the product's address.
 * @throws UserProblem `member.owner-needed`, `member.exists`.
 */
export async function inviteMember(
  deps: PeopleDeps,
  scope: TenantScope,
  input: { email: string; role: Role },
): Promise<{ id: string; url: string; expiresAt: string }> {
  demand(scope, 'member:write');
  demandOwnerFor(scope, input.role);
  const { tenantId } = scope;
  const email = input.email.trim().toLowerCase();
  const token = makeSecretToken();
  const id = deps.ids.uuid7();
  const expiresAt = new Date(deps.clock.now() + LIFETIME_MS);
  await deps.db.withTenant(scope, async (tx) => {
    if ((await tx.membership.count({ where: { tenantId, user: { email } } })) > 0) {
      throw UserProblem.conflict('member.exists', 'This person is a member already.');
    }
    await tx.invite.deleteMany({ where: { tenantId, email, acceptedAt: null } });
    await tx.invite.create({
      data: {
        tenantId,
        id,
        email,
        role: input.role,
        tokenHash: hashSecretToken(token),
        createdBy: scope.actor.id,
        expiresAt,
      },
      select: { id: true },
    });
    await recordAudit(tx, scope, {
      action: 'member.invite',
      targetKind: 'invite',
      targetId: id,
      details: { role: input.role },
    });
  });
  return { id, url: `/invite?token=${token}`, expiresAt: expiresAt.toISOString() };
}
