import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { DeadLetterView } from '@/core/contracts/dead-letters';
import { RUN_STATUSES } from '@/core/engine/types';
import { listStoredDeadLetters, type StoredDeadLetter } from '@/infra/db/run-store/read-dead-letters';
import type { ServiceDeps } from '@/services/deps';
import { writePlace } from '@/services/lists/place-cursor';
import { toQuery, type DeadLetterFilters } from './to-query';

/** Runs that failed, newest failure first: open ones, or those that somebody handled. @throws UserProblem `list.bad-cursor`. */
export async function listDeadLetters(
  deps: ServiceDeps,
  scope: TenantScope,
  { limit, ...filters }: DeadLetterFilters & { limit: number },
): Promise<{ items: DeadLetterView[]; nextCursor: string | null }> {
  demand(scope, 'run:read');
  const query = toQuery(filters, limit);
  const { letters, hasMore } = await listStoredDeadLetters(deps.db.app, scope.tenantId, query);
  const last = letters.at(-1);
  return { items: letters.map(toView), nextCursor: hasMore && last ? cursorAfter(last) : null };
}

/** The cursor behind a letter. */
export function cursorAfter(letter: Pick<StoredDeadLetter, 'failedAt' | 'runId'>): string {
  return writePlace({ at: letter.failedAt.toISOString(), id: letter.runId, tie: '' });
}

function toView(stored: StoredDeadLetter): DeadLetterView {
  const { handledAt, handledBy, handling, note, resultRunId, resultStatus, failedAt, ...rest } = stored;
  return {
    ...rest,
    failedAt: failedAt.toISOString(),
    handled:
      handledAt && handling
        ? {
            how: handling,
            at: handledAt.toISOString(),
            by: handledBy ?? '',
            note,
            run:
              resultRunId === null
                ? null
                : {
                    id: resultRunId,
                    status: RUN_STATUSES.find((status) => status === resultStatus) ?? null,
                  },
          }
        : null,
  };
}
