import { ROLES, type Role } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { recordAudit } from '@/services/audit/record-audit';
import { announceSessionChange } from '@/services/sessions/announce-session-change';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { getMemberRole } from './get-member-role';
import { demandAnotherOwner, demandOwnerFor } from './owner-rules';

/**
 * Gives a member another role. Holds from their next request on: memberships are read for each, and their sessions get
 * new tokens. API keys they made are lowered with them.
 * @throws UserProblem `member.not-found`, `member.owner-needed`, `member.last-owner`.
 */
export async function updateMemberRole(
  deps: PeopleDeps,
  scope: TenantScope,
  input: { userId: string; role: Role },
): Promise<{ role: Role }> {
  demand(scope, 'member:write');
  const { tenantId } = scope;
  const { userId, role } = input;
  await deps.db.withTenant(scope, async (tx) => {
    const before = await getMemberRole(tx, tenantId, userId);
    demandOwnerFor(scope, before, role);
    if (before === role) return;
    if (before === 'owner') await demandAnotherOwner(tx, tenantId, userId);
    await tx.membership.update({
      where: { tenantId_userId: { tenantId, userId } },
      data: { role },
      select: { role: true },
    });
    const higher = ROLES.slice(0, ROLES.indexOf(role));
    const keys = await tx.apiKey.updateMany({
      where: { tenantId, createdBy: userId, revokedAt: null, role: { in: higher } },
      data: { role },
    });
    await tx.$executeRaw`select heddle_lookup.rotate_sessions(${userId}::uuid)`;
    await recordAudit(tx, scope, {
      action: 'member.update-role',
      targetKind: 'user',
      targetId: userId,
      details: { before, after: role, loweredApiKeys: keys.count },
    });
    await announceSessionChange(tx, userId);
  });
  return { role };
}
