/**
 * The fold: *state = fold(facts)*, and nothing else is ever the state. A fact costs the work it causes. A fact that is
 * stale or was folded before changes nothing: a call that is no longer the current one, a step that has ended, a run
 * that has finished.
 *
 * `applyFact` mutates the state it is given; whoever folds owns that state. Two folds of the same log are equal.
 */
import { foldDoubt, foldDoubtDecision } from './doubt-facts';
import { foldEffect } from './effect-facts';
import { addStep, beginFlow, endStep } from './flow';
import { finishFlow } from './closing';
import { forgetOpenSteps } from './forget-steps';
import { rootInstance } from './instances';
import { lineUp } from './release-order';
import { resumeRun } from './resume-run';
import { startAt } from './start-at';
import {
  foldInput, foldIterating, foldSignal, foldStepFailed, foldStepSucceeded, foldSuspension, foldTimer,
} from './step-facts'; // prettier-ignore
import type { Fact, Flow, Plan, PlanStart, RunState } from './types';

export type { RunState } from './types';

/** The state of a run that no fact is known of. */
export function createRunState(plan: Plan): RunState {
  const nothing: PlanStart = {
    reachable: new Uint8Array(0),
    openEdges: new Int32Array(0),
    bodySizes: new Map(),
    rounds: new Set(),
    until: null,
  };
  return {
    folded: 0,
    started: null,
    life: 0,
    steps: new Map(),
    queued: new Set(),
    waiting: new Set(),
    iterating: new Set(),
    cut: [],
    exhausted: false,
    paused: false,
    ending: null,
    finished: null,
    answer: null,
    memory: [],
    line: [],
    scheduling: {
      start: nothing,
      root: rootInstance(rootScope(plan)),
      instances: new Map(),
      byScope: new Map(),
      groups: new Map(),
      cycles: new Map(),
      entered: new Map(),
      open: 0,
    },
  };
}

/** Folds one fact; false when it is stale or known already and changed nothing. */
export function applyFact(plan: Plan, state: RunState, fact: Fact): boolean {
  state.folded++;
  if (fact.kind === 'run-resumed') return resumeRun(plan, state, fact);
  if (state.finished) return false;
  if (fact.kind === 'run-started') return state.started === null && startRun(plan, state, fact);
  if (!state.started) return fact.kind === 'cancel-requested' && endAsCancelled(state, fact);
  switch (fact.kind) {
    case 'run-finished':
      return finishRun(state, fact);
    case 'cancel-requested':
      return endAsCancelled(state, fact);
    case 'run-paused':
      return setPaused(state, true);
    case 'run-continued':
      return setPaused(state, false);
    case 'effect-intended':
    case 'effect-answered':
    case 'effect-failed':
      return foldEffect(state, fact);
    default:
      return !state.ending && foldStepFact(plan, state, fact);
  }
}

/** Folds a whole log from nothing. */
export function foldFacts(plan: Plan, facts: Iterable<Fact>): RunState {
  const state = createRunState(plan);
  for (const fact of facts) applyFact(plan, state, fact);
  return state;
}

type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;
type StepFact = FactOf<
  | 'input-replaced'
  | 'step-succeeded'
  | 'step-iterating'
  | 'step-failed'
  | 'step-suspended'
  | 'timer-fired'
  | 'signal-received'
  | 'step-doubted'
  | 'doubt-decided'
>;

/** Facts that move one step on. What they cause, down to the last skipped step, is done here. */
function foldStepFact(plan: Plan, state: RunState, fact: StepFact): boolean {
  const step = state.steps.get(fact.step);
  if (!step) return false;
  const flow = beginFlow(plan, state, fact.at);
  const changed = foldOne(flow, step, fact);
  if (changed) step.touched = state.folded;
  finishFlow(flow);
  lineUp(flow, step);
  return changed;
}

function foldOne(flow: Flow, step: Parameters<typeof lineUp>[1], fact: StepFact): boolean {
  switch (fact.kind) {
    case 'input-replaced':
      return foldInput(step, fact);
    case 'step-succeeded':
      return foldStepSucceeded(flow, step, fact);
    case 'step-iterating':
      return foldIterating(flow, step, fact);
    case 'step-failed':
      return foldStepFailed(flow, step, fact);
    case 'step-suspended':
      return foldSuspension(flow, step, fact);
    case 'timer-fired':
      return foldTimer(flow, step, fact);
    case 'signal-received':
      return foldSignal(flow, step, fact);
    case 'step-doubted':
      return foldDoubt(flow, step, fact);
    case 'doubt-decided':
      return foldDoubtDecision(flow, step, fact);
  }
}

function startRun(plan: Plan, state: RunState, fact: FactOf<'run-started'>): boolean {
  const trigger = plan.nodes.get(fact.trigger);
  if (!trigger) return false;
  const until = fact.until ?? null;
  state.started = {
    at: fact.at,
    trigger: fact.trigger,
    seed: fact.seed,
    pinned: fact.pinned ?? false,
    until,
    maxSteps: fact.limits?.maxSteps ?? plan.maxSteps,
  };
  const known = until === null ? plan.starts.get(trigger.id) : undefined;
  state.scheduling.start = known ?? startAt(plan, trigger.id, until);
  const flow = beginFlow(plan, state, fact.at);
  const step = addStep(flow, trigger, { path: [], inputs: {} });
  step.startedAt = fact.at;
  // A disabled trigger has nothing to pass on: what the run started with counts.
  if (step.status === 'queued') endStep(flow, step, { status: 'succeeded', outputs: fact.outputs });
  else step.outputs = fact.outputs;
  finishFlow(flow);
  lineUp(flow, step);
  return true;
}

/** What is cut off keeps its place in the line and in the scheduling: a resume goes on from there. */
function finishRun(state: RunState, fact: FactOf<'run-finished'>): boolean {
  if (isOfOtherLife(state, fact)) return false;
  const { at, status, output, error, stepsForgotten = false } = fact;
  state.finished = { at, status, output, error, stepsForgotten };
  if (stepsForgotten) forgetOpenSteps(state);
  for (const step of [...state.queued, ...state.waiting, ...state.iterating]) {
    state.cut.push({ step, status: step.status, wait: step.wait });
    step.status = 'cancelled';
    step.wait = null;
    step.finishedAt = fact.at;
    step.touched = state.folded;
  }
  state.queued.clear();
  state.waiting.clear();
  state.iterating.clear();
  return true;
}

function endAsCancelled(state: RunState, fact: FactOf<'cancel-requested'>): boolean {
  if (state.ending || isOfOtherLife(state, fact)) return false;
  state.ending = { status: 'cancelled' };
  return true;
}

function isOfOtherLife(state: RunState, fact: { life?: number }): boolean {
  return fact.life !== undefined && fact.life !== state.life;
}

function setPaused(state: RunState, paused: boolean): boolean {
  if (state.paused === paused || state.ending) return false;
  state.paused = paused;
  return true;
}

function rootScope(plan: Plan): RunState['scheduling']['root']['scope'] {
  let scope = plan.ordered[0]?.scope ?? { parent: null, level: 0, entry: null, loop: null, depth: 0 };
  while (scope.parent) scope = scope.parent;
  return scope;
}
