import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { RunSummary } from '@/core/contracts/run-view';
import type { RunStatus } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import { listStoredRuns } from '@/infra/db/run-store/list-runs';
import type { ServiceDeps } from '@/services/deps';
import { toRunSummary } from './run-projection';

export interface ListRunsInput {
  workflowId?: string | undefined;
  /** Runs with one of these; all when left out or empty. */
  status?: readonly RunStatus[] | undefined;
  /** Kind of the trigger. */
  trigger?: string | undefined;
  mode?: 'production' | 'test' | undefined;
  /** ISO 8601: runs that arrived from then on. */
  from?: string | undefined;
  /** ISO 8601: runs that arrived before. */
  to?: string | undefined;
  /** Part of the workflow's name or of the error's message, or the beginning of the run's id. */
  text?: string | undefined;
  /** Runs that this one started or that reuse it. */
  parentRunId?: string | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  limit: number;
}

/**
 * Runs, newest first. The cursor is the id of the last run that was looked at: a page of a search may be short, or even
 * empty, and still have a next one.
 */
export async function listRuns(
  deps: ServiceDeps,
  scope: TenantScope,
  input: ListRunsInput,
): Promise<{ items: RunSummary[]; nextCursor: string | null }> {
  demand(scope, 'run:read');
  if (input.cursor !== undefined && !rowIdSchema.safeParse(input.cursor).success) {
    throw new UserProblem('list.bad-cursor', 'This cursor is not one of ours. Start again without a cursor.');
  }
  const { runs, nextCursor } = await listStoredRuns(deps.db.app, scope.tenantId, {
    workflowId: input.workflowId ?? null,
    statuses: input.status?.length ? input.status : null,
    triggerKind: input.trigger === 'sub-workflow' ? 'workflow' : (input.trigger ?? null),
    mode: input.mode ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
    text: input.text?.trim() || null,
    parentRunId: input.parentRunId ?? null,
    before: input.cursor ?? null,
    limit: input.limit,
  });
  return { items: runs.map(toRunSummary), nextCursor };
}
