/** Which steps of a run never ran in it: their results were taken from the run that it follows. Pure. */
import type { RunStepView } from '@/core/contracts/run-view';
import type { RunState } from '@/core/engine/types';
import type { StoredRun } from '@/infra/db/run-store/read-runs';
import type { StartedHow } from './seed-run';

const SEEDED: readonly `started:${StartedHow}`[] = ['started:retry', 'started:rerun', 'started:node'];

/**
 * The steps, with `reused` on those that had ended before their run began: a copied result keeps its times. What only
 * began before (a loop some of whose iterations are kept) counts from where this run began.
 */
export function markReused(
  steps: readonly RunStepView[],
  { run, state }: { run: Pick<StoredRun, 'flags'>; state: Pick<RunState, 'started'> },
): RunStepView[] {
  const began = state.started?.at ?? null;
  if (began === null || !SEEDED.some((flag) => run.flags.includes(flag))) return [...steps];
  return steps.map((step) => {
    const from = step.startedAt === null ? began : Date.parse(step.startedAt);
    if (from >= began) return step;
    const { durationMs } = step;
    if (durationMs !== null && from + durationMs < began) return { ...step, reused: true };
    return {
      ...step,
      startedAt: new Date(began).toISOString(),
      durationMs: durationMs === null ? null : from + durationMs - began,
    };
  });
}
