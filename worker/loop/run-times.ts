/** When a run has to be looked at again. All times are milliseconds since the epoch. */
import type { Command, Plan, StepKey } from '@/core/engine/types';
import { LIMITS, type Limits } from '@/core/limits/limits';
import { toWaitRow } from './wait-facts';

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
