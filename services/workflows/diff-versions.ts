import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { GraphDiff, GraphRef } from '@/core/contracts/graph-diff';
import { diffGraphs } from '@/core/graph/diff';
import { readGraphRef } from './read-graph-ref';
import type { WorkflowDeps } from './workflow-deps';

/**
 * What changed between two versions, or a version and the draft. That a secret changed is told to everyone, what it is to
 * nobody. @throws UserProblem `workflow.not-found`, `version.not-found`.
 */
export async function diffVersions(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; from: GraphRef; to: GraphRef },
): Promise<GraphDiff> {
  demand(scope, 'workflow:read');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  const [from, to] = await deps.db.withTenant(scope, async (tx) => [
    await readGraphRef(tx, key, input.from),
    await readGraphRef(tx, key, input.to),
  ]);
  return diffGraphs(from, to, deps.catalog);
}
