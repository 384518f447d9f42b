import { can, PERMISSIONS } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { UserProblem } from '@/core/errors/app-error';
import { findWorkflow } from '@/infra/db/repositories/workflows';
import type { WorkflowDeps } from './workflow-deps';

/** The head of a workflow and what the caller may do. @throws UserProblem `workflow.not-found`. */
export async function getWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<WorkflowView> {
  demand(scope, 'workflow:read');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  const row = await deps.db.withTenant(scope, (tx) => findWorkflow(tx, key));
  if (!row) throw UserProblem.notFound('workflow');
  const { id, name, publishedVersion, draftRevision, draftChanged } = row;
  const permissions = PERMISSIONS.filter((permission) => can(scope, permission));
  return { id, name, publishedVersion, draftRevision, draftChanged, permissions };
}
