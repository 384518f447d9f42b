import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { VersionView } from '@/core/contracts/workflow-view';
import { UserProblem } from '@/core/errors/app-error';
import { findActorNames } from '@/infra/db/repositories/actor-names';
import { findTags } from '@/infra/db/repositories/version-tags';
import { listVersionRows } from '@/infra/db/repositories/versions';
import { findWorkflow } from '@/infra/db/repositories/workflows';
import type { WorkflowDeps } from './workflow-deps';

/** Versions newest first, with who made them and their tags. The cursor is the last number. @throws UserProblem `workflow.not-found`. */
export async function listVersions(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: VersionView[]; nextCursor: string | null }> {
  demand(scope, 'workflow:read');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  const limit = Math.min(input.limit ?? 50, 200);
  const before = input.cursor === undefined ? null : readCursor(input.cursor);
  return deps.db.withTenant(scope, async (tx) => {
    const workflow = await findWorkflow(tx, key);
    if (!workflow) throw UserProblem.notFound('workflow');
    const rows = await listVersionRows(tx, key, { before, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const tags = await findTags(
      tx,
      key,
      page.map((row) => row.number),
    );
    const names = await findActorNames(
      tx,
      scope.tenantId,
      page.map((row) => row.createdBy),
    );
    return {
      items: page.map((row) => ({
        number: row.number,
        note: row.note,
        createdAt: row.createdAt.toISOString(),
        createdBy: row.createdBy,
        author: names.get(row.createdBy) ?? null,
        tags: tags.get(row.number) ?? [],
        published: row.number === workflow.publishedVersion,
      })),
      nextCursor: last ? String(last.number) : null,
    };
  });
}

function readCursor(cursor: string): number {
  if (/^[1-9]\d{0,8}$/.test(cursor)) return Number(cursor);
  throw new UserProblem('list.bad-cursor', 'This is not a cursor of this list. Begin again without one.');
}
