import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { JsonObject } from '@/core/items/item';
import { recordAudit } from '@/services/audit/record-audit';
import { getTenant, type TenantView } from './get-tenant';
import type { PeopleDeps } from './people-deps';

export interface TenantChanges {
  name?: string | undefined;
  /** Days that finished runs are kept; runs that started before keep the old term. */
  retentionClass?: 7 | 30 | 90 | 365 | undefined;
}

/** Changes the tenant's name or how long its runs are kept. */
export async function updateTenant(
  deps: PeopleDeps,
  scope: TenantScope,
  input: TenantChanges,
): Promise<TenantView> {
  demand(scope, 'tenant:write');
  const { name, retentionClass } = input;
  const data = {
    ...(name === undefined ? {} : { name }),
    ...(retentionClass === undefined ? {} : { retentionClass }),
  };
  if (Object.keys(data).length > 0) {
    await deps.db.withTenant(scope, async (tx) => {
      await tx.tenant.update({ where: { id: scope.tenantId }, data, select: { id: true } });
      // The first tenant of a class makes its partitions, before any of its runs can be written.
      if (retentionClass !== undefined) await tx.$executeRaw`select heddle_ensure_partitions(4)`;
      const details: JsonObject = {
        changed: Object.keys(data),
        ...(retentionClass === undefined ? {} : { retentionClass }),
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
