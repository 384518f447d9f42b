import type { TenantScope } from '@/core/access/tenant-scope';
import type { DraftChanged } from '@/core/contracts/draft-sync';
import type { ServiceDeps } from '@/services/deps';

/** Tells every web process, after the commit, that a draft has a new revision. Lost messages cost latency only. */
export async function tellDraftChanged(
  deps: Pick<ServiceDeps, 'bus'>,
  scope: TenantScope,
  change: { workflowId: string; revision: number },
): Promise<void> {
  const message: DraftChanged = { tenantId: scope.tenantId, by: scope.actor.id, ...change };
  await deps.bus.publish('heddle_draft', JSON.stringify(message));
}
