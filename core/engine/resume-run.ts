/**
 * A run that failed or was cancelled goes on where it ended. What stopped it and what its end cut off is called again
 * under a new call number and with a fresh count of tries; everything else, answered effects included, is as it was.
 *
 * A write that was under way when the run ended may or may not have happened. Unless the node says `repeat`, a person
 * is asked about it before the step is called again: nobody resumes a write by accident. A cycle that ended the run at
 * its limit may go round as often again.
 */
import { finishFlow } from './closing';
import { beginFlow } from './flow';
import { letGoOn } from './cycle-turns';
import { lineUpAgain } from './release-order';
import type { Fact, Plan, RunState, StepState } from './types';

/** Folds it; false for a run that goes on, has succeeded, had too many steps or kept none of them; and for an echo. */
export function resumeRun(
  plan: Plan,
  state: RunState,
  fact: Extract<Fact, { kind: 'run-resumed' }>,
): boolean {
  if (!state.finished || state.finished.status === 'succeeded' || state.exhausted) return false;
  if (state.finished.stepsForgotten) return false;
  if (fact.life !== undefined && fact.life !== state.life) return false;
  state.life++;
  state.finished = null;
  state.ending = null;
  state.paused = false;
  const cut = state.cut;
  state.cut = [];
  for (const one of cut) {
    one.step.touched = state.folded;
    one.step.finishedAt = null;
    revive(plan, state, one);
    // The time between the end and the resume is nobody's work; that of a question to somebody begins now.
    if (one.step.status === 'queued') one.step.startedAt = null;
    if (one.step.status === 'in-doubt') one.step.startedAt = fact.at;
  }
  goRoundAgain(plan, state, fact.at);
  return true;
}

/** A cycle that stood still at its limit goes on. */
function goRoundAgain(plan: Plan, state: RunState, at: number): void {
  const flow = beginFlow(plan, state, at);
  letGoOn(flow);
  if (flow.turns.length === 0) return;
  finishFlow(flow);
  lineUpAgain(flow);
}

function revive(plan: Plan, state: RunState, { step, status, wait }: RunState['cut'][number]): void {
  if (status === 'running') {
    step.status = status;
    state.iterating.add(step);
    return;
  }
  step.failures = 0;
  step.resumed = null;
  step.error = null;
  step.outputs = null;
  const effects = wait?.kind === 'decision' ? wait.effects : unanswered(step);
  const asks = wait?.kind === 'decision' || plan.nodes.get(step.nodeId)?.inDoubt !== 'repeat';
  step.attempt++;
  if (effects.length > 0 && asks) {
    step.status = 'in-doubt';
    step.wait = { kind: 'decision', effects };
    state.waiting.add(step);
  } else {
    step.status = 'queued';
    step.wait = null;
    state.queued.add(step);
  }
}

/** Writes of any call that were intended and never answered: a decision about them counted for the run that ended. */
function unanswered(step: StepState): string[] {
  return [...step.effects].filter(([, effect]) => effect.status === 'intended').map(([name]) => name);
}
