import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { findVersion } from '@/infra/db/repositories/versions';
import type { WorkflowDeps } from './workflow-deps';
import { readStoredGraph } from './draft-content';
import { shownGraph } from './shown-graph';

/** The graph of one version. @throws UserProblem `version.not-found`. */
export async function getVersion(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; version: number },
): Promise<{ graph: Graph; etag: string }> {
  demand(scope, 'workflow:read');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  const row = await deps.db.withTenant(scope, (tx) => findVersion(tx, key, input.version));
  if (!row) throw UserProblem.notFound('version');
  return { graph: shownGraph(deps, scope, readStoredGraph(row.graph)), etag: row.graphHash };
}
