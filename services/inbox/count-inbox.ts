import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { countStoredDoubts } from '@/infra/db/run-store/list-doubts';
import { countStoredDeadLetters } from '@/infra/db/run-store/read-dead-letters';
import type { ServiceDeps } from '@/services/deps';
import { toQuery } from '@/services/dead-letters/to-query';

/** Counted no further: a badge says 99+. */
const MOST = 100;

/** How many decisions and failed runs wait for somebody; both end at 100. */
export async function countInbox(
  deps: ServiceDeps,
  scope: TenantScope,
): Promise<{ decisions: number; failures: number }> {
  demand(scope, 'run:decide');
  const [decisions, failures] = await Promise.all([
    countStoredDoubts(deps.db.app, scope.tenantId, MOST),
    countStoredDeadLetters(deps.db.app, scope.tenantId, { ...toQuery({}, 1), most: MOST }),
  ]);
  return { decisions, failures };
}
