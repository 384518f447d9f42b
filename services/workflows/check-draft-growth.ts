import type { TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { ServiceDeps } from '@/services/deps';

/**
 * Refuses a draft with more nodes than the tenant may have. One that had more already may be edited, as long as it
 * does not grow: the limit may have been lowered since.
 * @throws UserProblem `graph.too-many`.
 */
export async function checkDraftGrowth(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  { graph, before }: { graph: Graph; before: unknown },
): Promise<void> {
  const { 'workflow.nodes': limit } = await deps.db.limits.of(scope.tenantId);
  const count = graph.nodes.length;
  if (count <= limit || count <= countNodes(before)) return;
  throw new UserProblem(
    'graph.too-many',
    `A workflow holds at most ${limit} nodes; here would be ${count}. Move a part of it to a workflow of its own, or ask an admin to raise the limit.`,
    { status: 422, details: { list: 'nodes', limit, count } },
  );
}

/** Of a stored graph; 0 where there was none. */
function countNodes(stored: unknown): number {
  if (typeof stored !== 'object' || stored === null || !('nodes' in stored)) return 0;
  return Array.isArray(stored.nodes) ? stored.nodes.length : 0;
}
