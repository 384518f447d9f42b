import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Problem } from '@/core/errors/problem';
import { findDraft } from '@/infra/db/repositories/drafts';
import type { WorkflowDeps } from './workflow-deps';
import { readStoredGraph } from './draft-content';
import { findProblems } from './find-problems';

/** What publishing the draft would say, changing nothing. @throws UserProblem `workflow.not-found`. */
export async function validateWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ problems: Problem[] }> {
  demand(scope, 'workflow:read');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  return deps.db.withTenant(scope, async (tx) => {
    const row = await findDraft(tx, key);
    if (!row) throw UserProblem.notFound('workflow');
    return { problems: await findProblems(deps, tx, { key, graph: readStoredGraph(row.graph) }) };
  });
}
