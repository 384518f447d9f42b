import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { DeadLetterGroupView } from '@/core/contracts/dead-letters';
import { countStoredDeadLetters, groupStoredDeadLetters } from '@/infra/db/run-store/read-dead-letters';
import type { ServiceDeps } from '@/services/deps';
import { toQuery, type DeadLetterFilters } from './to-query';

/** Causes shown at most. */
const MAX_GROUPS = 100;
const MAX_COUNTED = 100_000;

/** What the failed runs have in common: one entry for each cause, that of the newest failure first. */
export async function groupDeadLetters(
  deps: ServiceDeps,
  scope: TenantScope,
  filters: Omit<DeadLetterFilters, 'cursor' | 'runIds'>,
): Promise<{ groups: DeadLetterGroupView[]; total: number }> {
  demand(scope, 'run:read');
  const query = toQuery(filters, MAX_GROUPS);
  const [groups, total] = await Promise.all([
    groupStoredDeadLetters(deps.db.app, scope.tenantId, query),
    countStoredDeadLetters(deps.db.app, scope.tenantId, { ...query, most: MAX_COUNTED }),
  ]);
  return {
    groups: groups.map((group) => ({
      ...group,
      firstAt: group.firstAt.toISOString(),
      lastAt: group.lastAt.toISOString(),
    })),
    total,
  };
}
