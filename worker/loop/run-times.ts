/** When a run has to be looked at again. All times are milliseconds since the epoch. */
import type { Command, StepKey } from '@/core/engine/types';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import { toWaitRow } from './wait-facts';

/** When somebody last asked for the run to go: its start, or its last resume. */
export function askedAt(row: ClaimedRun): number {
  const resumed = row.facts.findLast((fact) => fact.kind === 'run-resumed');
  return resumed?.at ?? (row.startedAt ?? row.createdAt).getTime();
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
