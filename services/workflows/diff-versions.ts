import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { GraphDiff, GraphRef } from '@/core/contracts/graph-diff';
import { diffGraphs } from '@/core/graph/diff';
import { readGraphRef } from './read-graph-ref';
import { shownGraph } from './shown-graph';
import type { WorkflowDeps } from './workflow-deps';

/**
 * What changed between two versions, or a version and the draft. Secrets that the caller may not see are compared as if
 * they were empty. @throws UserProblem `workflow.not-found`, `version.not-found`.
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
  return diffGraphs(shownGraph(deps, scope, from), shownGraph(deps, scope, to), deps.catalog);
}
