/** How long a run has gone on. The time in which it was paused does not count: a paused run does not grow old. */
import type { Fact } from '@/core/engine/types';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';

export interface RunAge {
  /** A fact of the run, in the order of its log. */
  saw(fact: Fact): void;
  /** When a run that may take `limitMs` is overdue, milliseconds since the epoch. Not to be asked while it is paused. */
  deadlineMs(limitMs: number): number;
}

/** The age as the log of a claimed run tells it: from its start or its last resume. */
export function createRunAge(row: Pick<ClaimedRun, 'startedAt' | 'createdAt' | 'facts'>): RunAge {
  let askedAt = (row.startedAt ?? row.createdAt).getTime();
  let pausedAt: number | null = null;
  const age: RunAge = {
    saw(fact) {
      if (fact.kind === 'run-resumed') [askedAt, pausedAt] = [fact.at, null];
      else if (fact.kind === 'run-paused') pausedAt ??= fact.at;
      else if (fact.kind === 'run-continued' && pausedAt !== null) {
        askedAt += Math.max(0, fact.at - pausedAt);
        pausedAt = null;
      }
    },
    deadlineMs: (limitMs) => askedAt + limitMs,
  };
  for (const fact of row.facts) age.saw(fact);
  return age;
}
