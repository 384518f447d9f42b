import type { DeadLetterQuery } from '@/infra/db/run-store/read-dead-letters';
import type { FailureCategory } from '@/core/dead-letters/failure-category';
import { readPlace } from '@/services/lists/place-cursor';

export interface DeadLetterFilters {
  status?: 'open' | 'handled' | undefined;
  category?: FailureCategory | undefined;
  workflowId?: string | undefined;
  /** `-`: runs that failed as a whole. */
  nodeId?: string | undefined;
  code?: string | undefined;
  answerStatus?: number | undefined;
  /** ISO 8601: failures from then on. */
  from?: string | undefined;
  /** ISO 8601: failures before. */
  to?: string | undefined;
  runIds?: readonly string[] | undefined;
  cursor?: string | undefined;
}

/** Filters as the run store asks for them. @throws UserProblem `list.bad-cursor`. */
export function toQuery(filters: DeadLetterFilters, limit: number): DeadLetterQuery {
  const after = readPlace(filters.cursor);
  return {
    status: filters.status ?? 'open',
    category: filters.category ?? null,
    workflowId: filters.workflowId ?? null,
    ...(filters.nodeId === undefined ? {} : { nodeId: filters.nodeId === '-' ? null : filters.nodeId }),
    code: filters.code ?? null,
    answerStatus: filters.answerStatus ?? null,
    from: filters.from ?? null,
    to: filters.to ?? null,
    runIds: filters.runIds ?? null,
    after: after && { failedAt: after.at, runId: after.id },
    limit,
  };
}
