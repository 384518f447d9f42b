import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { lockDraft } from '@/infra/db/repositories/drafts';
import { removeListeners, removeTriggers } from '@/infra/db/repositories/triggers';
import { forgetMemory } from '@/infra/db/run-store/workflow-memory';
import { archiveWorkflow } from '@/infra/db/repositories/workflows';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';

/** Archives a workflow and takes its triggers down; its runs stay until retention. @throws UserProblem `workflow.not-found`. */
export async function deleteWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ id: string }> {
  demand(scope, 'workflow:delete');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  await deps.db.withTenant(scope, async (tx) => {
    // Behind the same lock as publish: no trigger can be registered after this.
    const isThere = (await lockDraft(tx, key)) !== undefined;
    if (!isThere || !(await archiveWorkflow(tx, key, new Date(deps.clock.now())))) {
      throw UserProblem.notFound('workflow');
    }
    await removeTriggers(tx, key);
    await removeListeners(tx, key);
    await forgetMemory(tx, key);
    await recordAudit(tx, scope, {
      action: 'workflow.delete',
      targetKind: 'workflow',
      targetId: input.id,
      details: {},
    });
  });
  await deps.bus.publish('heddle_routes', scope.tenantId);
  return { id: input.id };
}
