import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { countOtherTags, putTag } from '@/infra/db/repositories/version-tags';
import { findVersion } from '@/infra/db/repositories/versions';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';

/**
 * Puts a tag on a version. A tag that stands on another version of the workflow moves here.
 * @throws UserProblem `version.not-found`, `version.too-many-tags`.
 */
export async function tagVersion(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; version: number; name: string },
): Promise<{ movedFrom: number | null }> {
  demand(scope, 'workflow:write');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  const { version, name } = input;
  return deps.db.withTenant(scope, async (tx) => {
    if (!(await findVersion(tx, key, version))) throw UserProblem.notFound('version');
    const { 'workflow.tags': most } = await deps.db.limits.of(scope.tenantId);
    if ((await countOtherTags(tx, key, name)) >= most) throw tooManyTags(most);
    const at = new Date(deps.clock.now());
    const before = await putTag(tx, key, { name, version, by: scope.actor.id, at });
    if (before === version) return { movedFrom: null };
    await recordAudit(tx, scope, {
      action: 'workflow.tag-version',
      targetKind: 'workflow',
      targetId: input.id,
      details: { version, ...(before === null ? {} : { movedFrom: before }) },
    });
    return { movedFrom: before };
  });
}

function tooManyTags(most: number): UserProblem {
  return UserProblem.conflict(
    'version.too-many-tags',
    `A workflow holds at most ${most} tags. Remove one that is not used any more, or ask an admin to raise the limit.`,
    { limit: most },
  );
}
