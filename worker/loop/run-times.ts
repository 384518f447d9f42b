/** When a run has to be looked at again. All times are milliseconds since the epoch. */
import type { Command, Plan, StepKey } from '@/core/engine/types';
import { LIMITS, type Limits } from '@/core/limits/limits';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import { toWaitRow } from './wait-facts';

/**
 * When somebody last asked for the run to go: its start, or its last resume. The time it was paused does not count, so
 * it is added. `pausedAt` is set while it is paused.
 */
export function askedAt(row: ClaimedRun): { askedAt: number; pausedAt: number | null } {
  let since = (row.startedAt ?? row.createdAt).getTime();
  let pausedAt: number | null = null;
  for (const fact of row.facts) {
    if (fact.kind === 'run-resumed') [since, pausedAt] = [fact.at, null];
    else if (fact.kind === 'run-paused') pausedAt ??= fact.at;
    else if (fact.kind === 'run-continued' && pausedAt !== null) {
      since += Math.max(0, fact.at - pausedAt);
      pausedAt = null;
    }
  }
  return { askedAt: since, pausedAt };
}

/** The waits that end by themselves, and when. */
export function dueTimes(commands: readonly Command[]): { step: StepKey; at: number }[] {
  return commands.flatMap((command) => {
    const row = toWaitRow(command);
    return row?.dueAtMs == null ? [] : [{ step: row.stepKey, at: row.dueAtMs }];
  });
}

/** The first of the times that there are. */
export function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** How long a run may take by its workflow and its tenant; null for as long as it likes. */
export function runTimeMs(plan: Plan, limits: Limits): number | null {
  const seconds = limits['run.time-seconds'];
  const tenantMs = seconds >= LIMITS['run.time-seconds'].most ? null : seconds * 1000;
  return earliest([plan.settings.timeoutMs, tenantMs]);
}
