/**
 * The words of the engine: facts go in, commands come out, and *state = fold(facts)*. Nothing else is ever the state.
 *
 * Facts are past tense and are what the database keeps. Commands are imperative and are never stored: the same facts
 * always give the same commands, so whoever folds the log after a crash goes on where the last one stopped. What is
 * "in flight" is known to a worker alone: `decide` names every runnable step each time, and the worker leaves out those
 * it already started.
 *
 * All times are milliseconds since the epoch, handed in by the shell.
 *
 * This file is the one door to them.
 */
export { RUN_STATUSES, STEP_STATUSES } from './statuses';
export type { RunStatus, StepStatus, StepKey } from './statuses';
export type { PlanEdge, PlanNode, PlanScope, PlanStart, Plan } from './plan-types';
export type { CalledRun, Fact, RunError } from './facts';
export type { Delivery, StepEffect, StepWait, StepState, StepIterations, Collected } from './step-state';
export type { Command } from './commands';
export type {
  Arrival,
  JoinGroup,
  NodeCounter,
  ScopeInstance,
  OpenIteration,
  OpenPass,
  OpenCycle,
} from './scheduling-state';
export type { RunState, Flow } from './run-state';
