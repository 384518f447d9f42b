/**
 * The fold: *state = fold(facts)*, and nothing else is ever the state. A fact costs the work it causes. A fact that is
 * stale or was folded before changes nothing: a call that is no longer the current one, a step that has ended, a run
 * that has finished.
 *
 * `applyFact` mutates the state it is given; whoever folds owns that state. Two folds of the same log are equal.
 */
import { startAt } from './compile-plan';
import { foldDoubt, foldDoubtDecision } from './doubt-facts';
import { foldEffect } from './effect-facts';
import { addStep, beginFlow, endStep } from './flow';
import { finishFlow } from './closing';
import { lineUp } from './release-order';
import { foldSignal, foldStepFailed, foldStepSucceeded, foldSuspension, foldTimer } from './step-facts';
import type { Fact, Flow, Plan, PlanStart, RunState } from './types';

export type { RunState } from './types';

/** The state of a run that no fact is known of. */
export function createRunState(plan: Plan): RunState {
  const nothing: PlanStart = { reachable: new Uint8Array(0), openEdges: new Int32Array(0) };
  return {
    folded: 0,
    started: null,
    steps: new Map(),
    queued: new Set(),
    waiting: new Set(),
    paused: false,
    ending: null,
    finished: null,
    answer: null,
    line: [],
    scheduling: {
      start: nothing,
      root: { scope: rootScope(plan), prefix: [], counters: new Map() },
      instances: new Map(),
      groups: new Map(),
      open: 0,
    },
  };
}

/** Folds one fact; false when it is stale or known already and changed nothing. */
export function applyFact(plan: Plan, state: RunState, fact: Fact): boolean {
  state.folded++;
  if (state.finished) return false;
  if (fact.kind === 'run-started') return state.started === null && startRun(plan, state, fact);
  if (!state.started) return fact.kind === 'cancel-requested' && endAsCancelled(state);
  switch (fact.kind) {
    case 'run-finished':
      return finishRun(state, fact);
    case 'cancel-requested':
      return endAsCancelled(state);
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
  | 'step-succeeded'
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
    case 'step-succeeded':
      return foldStepSucceeded(flow, step, fact);
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
  state.started = { at: fact.at, trigger: fact.trigger, seed: fact.seed };
  state.scheduling.start = plan.starts.get(trigger.id) ?? startAt(plan, trigger.id);
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

function finishRun(state: RunState, fact: FactOf<'run-finished'>): boolean {
  state.finished = { at: fact.at, status: fact.status, output: fact.output, error: fact.error };
  for (const step of [...state.queued, ...state.waiting]) {
    step.status = 'cancelled';
    step.wait = null;
    step.finishedAt = fact.at;
    step.touched = state.folded;
  }
  state.queued.clear();
  state.waiting.clear();
  state.line = [];
  return true;
}

function endAsCancelled(state: RunState): boolean {
  if (state.ending) return false;
  state.ending = { status: 'cancelled' };
  return true;
}

function setPaused(state: RunState, paused: boolean): boolean {
  if (state.paused === paused || state.ending) return false;
  state.paused = paused;
  return true;
}

function rootScope(plan: Plan): RunState['scheduling']['root']['scope'] {
  let scope = plan.ordered[0]?.scope ?? { parent: null, depth: 0, entry: null };
  while (scope.parent) scope = scope.parent;
  return scope;
}
