import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { JsonObject } from '@/core/items/item';
import { putLimit } from '@/infra/db/repositories/limits';
import { recordAudit } from '@/services/audit/record-audit';
import { getTenant, type TenantView } from './get-tenant';
import type { PeopleDeps } from './people-deps';

export interface TenantChanges {
  name?: string | undefined;
  /** Days that finished runs are kept; runs that started before keep the old term. */
  retentionClass?: 7 | 30 | 90 | 365 | undefined;
  /** Seconds that lie between two ticks of a schedule at least; published schedules stay as they are. */
  minScheduleSeconds?: number | undefined;
}

/** Changes the tenant's name, how long its runs are kept, or how often its schedules may come due. */
export async function updateTenant(
  deps: PeopleDeps,
  scope: TenantScope,
  input: TenantChanges,
): Promise<TenantView> {
  demand(scope, 'tenant:write');
  const { name, retentionClass, minScheduleSeconds } = input;
  const data = {
    ...(name === undefined ? {} : { name }),
    ...(retentionClass === undefined ? {} : { retentionClass }),
  };
  const changed = Object.entries(input).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  if (changed.length > 0) {
    await deps.db.withTenant(scope, async (tx) => {
      if (Object.keys(data).length > 0) {
        await tx.tenant.update({ where: { id: scope.tenantId }, data, select: { id: true } });
      }
      if (minScheduleSeconds !== undefined) {
        await putLimit(tx, scope.tenantId, {
          name: 'schedule.min-interval-seconds',
          value: minScheduleSeconds,
          by: scope.actor.id,
          at: new Date(deps.clock.now()),
        });
      }
      // The first tenant of a class makes its partitions, before any of its runs can be written.
      if (retentionClass !== undefined) await tx.$executeRaw`select heddle_ensure_partitions(4)`;
      const details: JsonObject = {
        changed,
        ...(retentionClass === undefined ? {} : { retentionClass }),
        ...(minScheduleSeconds === undefined ? {} : { minScheduleSeconds }),
      };
      await recordAudit(tx, scope, {
        action: 'tenant.update',
        targetKind: 'tenant',
        targetId: scope.tenantId,
        details,
      });
    });
  }
  return getTenant(deps, scope);
}
