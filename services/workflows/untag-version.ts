import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { removeTag } from '@/infra/db/repositories/version-tags';
import { findWorkflow } from '@/infra/db/repositories/workflows';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';

/** Takes a tag from the version it stands on. @throws UserProblem `workflow.not-found`, `tag.not-found`. */
export async function untagVersion(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; name: string },
): Promise<{ version: number }> {
  demand(scope, 'workflow:write');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  return deps.db.withTenant(scope, async (tx) => {
    if (!(await findWorkflow(tx, key))) throw UserProblem.notFound('workflow');
    const version = await removeTag(tx, key, input.name);
    if (version === null) throw UserProblem.notFound('tag');
    await recordAudit(tx, scope, {
      action: 'workflow.untag-version',
      targetKind: 'workflow',
      targetId: input.id,
      details: { version },
    });
    return { version };
  });
}
