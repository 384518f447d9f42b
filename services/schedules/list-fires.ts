import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { scheduleFireSchema, type ScheduleFire } from '@/core/contracts/schedule-view';
import { UserProblem } from '@/core/errors/app-error';
import { listFireRows } from '@/infra/db/repositories/schedule-fires';
import { findWorkflow } from '@/infra/db/repositories/workflows';
import type { ServiceDeps } from '@/services/deps';

/**
 * What the schedules of a workflow started and skipped, newest first; the cursor is the last id.
 * @throws UserProblem `workflow.not-found`, `list.bad-cursor`.
 */
export async function listFires(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  input: {
    workflowId: string;
    nodeId?: string | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<{ items: ScheduleFire[]; nextCursor: string | null }> {
  demand(scope, 'run:read');
  const key = { tenantId: scope.tenantId, workflowId: input.workflowId };
  const limit = Math.min(input.limit ?? 50, 200);
  if (input.cursor !== undefined && !rowIdSchema.safeParse(input.cursor).success) {
    throw new UserProblem('list.bad-cursor', 'This is not a cursor of this list. Begin again without one.');
  }
  return deps.db.withTenant(scope, async (tx) => {
    if (!(await findWorkflow(tx, key))) throw UserProblem.notFound('workflow');
    const rows = await listFireRows(tx, key, {
      nodeId: input.nodeId ?? null,
      before: input.cursor ?? null,
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    return {
      items: page.map((row) =>
        scheduleFireSchema.parse({
          ...row,
          dueAt: row.dueAt.toISOString(),
          lastDueAt: row.lastDueAt.toISOString(),
          firedAt: row.firedAt.toISOString(),
        }),
      ),
      nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}
