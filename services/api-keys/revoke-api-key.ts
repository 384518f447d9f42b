import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { recordAudit } from '@/services/audit/record-audit';
import type { PeopleDeps } from '@/services/tenants/people-deps';

/** Makes a key useless at once. @throws UserProblem `api-key.not-found`, also for one that is revoked already. */
export async function revokeApiKey(
  deps: PeopleDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ id: string }> {
  demand(scope, 'api-key:write');
  const { tenantId } = scope;
  await deps.db.withTenant(scope, async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { tenantId, id: input.id, revokedAt: null },
      data: { revokedAt: new Date(deps.clock.now()) },
    });
    if (count === 0) throw UserProblem.notFound('api-key');
    await recordAudit(tx, scope, { action: 'api-key.revoke', targetKind: 'api-key', targetId: input.id });
  });
  return { id: input.id };
}
