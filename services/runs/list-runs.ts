import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { RunSummary } from '@/core/contracts/run-view';
import type { RunStatus } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import { listStoredRuns } from '@/infra/db/run-store/read-runs';
import type { ServiceDeps } from '@/services/deps';
import { toRunSummary } from './run-projection';

export interface ListRunsInput {
  workflowId?: string | undefined;
  status?: RunStatus | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  limit: number;
}

/** Runs, newest first. The cursor is the id of the last run of a page. */
export async function listRuns(
  deps: ServiceDeps,
  scope: TenantScope,
  input: ListRunsInput,
): Promise<{ items: RunSummary[]; nextCursor: string | null }> {
  demand(scope, 'run:read');
  if (input.cursor !== undefined && !rowIdSchema.safeParse(input.cursor).success) {
    throw new UserProblem('list.bad-cursor', 'This cursor is not one of ours. Start again without a cursor.');
  }
  const rows = await listStoredRuns(deps.db.app, scope.tenantId, {
    workflowId: input.workflowId ?? null,
    statuses: input.status ? [input.status] : null,
    before: input.cursor ?? null,
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit).map(toRunSummary);
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}
