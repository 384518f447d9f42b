import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { LIMITS, type LimitName } from '@/core/limits/limits';
import { deleteLimit } from '@/infra/db/repositories/limits';
import { recordAudit } from '@/services/audit/record-audit';
import type { LimitDeps } from './set-limit';
import { tellLimitsChanged } from './tell-limits-changed';

/** Takes the tenant's own value away, so that the standard counts again. One that has none is left as it is. */
export async function resetLimit(
  deps: LimitDeps,
  scope: TenantScope,
  input: { name: LimitName },
): Promise<{ name: LimitName; value: number }> {
  demand(scope, 'tenant:write');
  const { name } = input;
  const value = LIMITS[name].standard;
  const wasOwn = await deps.db.withTenant(scope, async (tx) => {
    if (!(await deleteLimit(tx, scope.tenantId, name))) return false;
    await recordAudit(tx, scope, {
      action: 'limit.reset',
      targetKind: 'limit',
      targetId: name,
      details: { value },
    });
    return true;
  });
  if (wasOwn) await tellLimitsChanged(deps, scope.tenantId);
  return { name, value };
}
