/**
 * What a workflow keeps of its runs (`settings.save`): decides whether the end of a run is kept without what its steps did.
 * Until then everything is on disk, as always; what is sent outside keeps its receipts in the ledger whatever is decided here.
 */
import type { Fact, Plan, RunState, StepKey } from './types';

type Finished = Extract<Fact, { kind: 'run-finished' }>;

/**
 * Whether only start and end of the run stay. `all` keeps every run, `failures` those that failed or were cancelled, `none`
 * no run. Test runs are always kept: whoever builds looks at them. So is a run that another one waits for, where it
 * did anything that must not be done twice: the caller may be resumed and call it again, and then goes on from it.
 */
export function forgetsSteps(
  plan: Plan,
  state: RunState,
  run: { status: Finished['status']; isTest: boolean; isAwaited: boolean },
): boolean {
  const { save } = plan.settings;
  if (save === 'all' || run.isTest) return false;
  if (save === 'failures' && run.status !== 'succeeded') return false;
  return !(run.isAwaited && leavesTraces(state));
}

/** The end as it stands in a log that has nothing between it and the start. */
export function endAlone({ life: _, ...finished }: Finished): Finished {
  return { ...finished, stepsForgotten: true };
}

/** Folds such an end: what the start made ready and nobody tells the end of is not known, rather than cut off. */
export function forgetOpenSteps(state: RunState): void {
  const open: StepKey[] = [...state.queued, ...state.waiting, ...state.iterating].map((step) => step.key);
  for (const key of open) state.steps.delete(key);
  state.queued.clear();
  state.waiting.clear();
  state.iterating.clear();
}

/** It reached out, called others, or changed what its workflow keeps. */
function leavesTraces(state: RunState): boolean {
  if (state.memory.length > 0) return true;
  for (const step of state.steps.values()) if (step.effects.size > 0 || step.called !== null) return true;
  return false;
}
