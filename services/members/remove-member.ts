import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { recordAudit } from '@/services/audit/record-audit';
import { announceSessionChange } from '@/services/sessions/announce-session-change';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { getMemberRole } from './get-member-role';
import { demandAnotherOwner, demandOwnerFor } from './owner-rules';

/**
 * Takes a person out of the tenant at once: their sessions lose it with the next request, their API keys here are
 * revoked.
 * @throws UserProblem `member.not-found`, `member.owner-needed`, `member.last-owner`.
 */
export async function removeMember(
  deps: PeopleDeps,
  scope: TenantScope,
  input: { userId: string },
): Promise<{ userId: string }> {
  demand(scope, 'member:write');
  const { tenantId } = scope;
  const { userId } = input;
  await deps.db.withTenant(scope, async (tx) => {
    const role = await getMemberRole(tx, tenantId, userId);
    demandOwnerFor(scope, role);
    if (role === 'owner') await demandAnotherOwner(tx, tenantId, userId);
    await tx.$executeRaw`select heddle_lookup.rotate_sessions(${userId}::uuid)`;
    await tx.membership.delete({
      where: { tenantId_userId: { tenantId, userId } },
      select: { userId: true },
    });
    const keys = await tx.apiKey.updateMany({
      where: { tenantId, createdBy: userId, revokedAt: null },
      data: { revokedAt: new Date(deps.clock.now()) },
    });
    await recordAudit(tx, scope, {
      action: 'member.remove',
      targetKind: 'user',
      targetId: userId,
      details: { role, revokedApiKeys: keys.count },
    });
    await announceSessionChange(tx, userId);
  });
  return { userId };
}
