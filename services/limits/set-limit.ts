import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { isWithinRange, LIMITS, type LimitName } from '@/core/limits/limits';
import { findLimit, putLimit } from '@/infra/db/repositories/limits';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { tellLimitsChanged } from './tell-limits-changed';

export type LimitDeps = Pick<ServiceDeps, 'db' | 'bus' | 'clock'>;

/**
 * Gives the tenant a value of its own. What runs already keeps the bounds that its start recorded.
 * @throws UserProblem `limit.out-of-range` with the range.
 */
export async function setLimit(
  deps: LimitDeps,
  scope: TenantScope,
  input: { name: LimitName; value: number },
): Promise<{ name: LimitName; value: number }> {
  demand(scope, 'tenant:write');
  const { name, value } = input;
  if (!isWithinRange(name, value)) throw outOfRange(name);
  await deps.db.withTenant(scope, async (tx) => {
    const before = await findLimit(tx, scope.tenantId, name);
    const at = new Date(deps.clock.now());
    await putLimit(tx, scope.tenantId, { name, value, by: scope.actor.id, at });
    await recordAudit(tx, scope, {
      action: 'limit.set',
      targetKind: 'limit',
      targetId: name,
      details: { value, before },
    });
  });
  await tellLimitsChanged(deps, scope.tenantId);
  return { name, value };
}

function outOfRange(name: LimitName): UserProblem {
  const { least, most } = LIMITS[name];
  return new UserProblem('limit.out-of-range', `Choose a whole number from ${least} to ${most}.`, {
    status: 422,
    details: { name, least, most },
  });
}
