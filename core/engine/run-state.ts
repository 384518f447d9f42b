/** A run as far as it is known: the fold of its facts, and the work of one fact while it is folded. */
import type { PortData } from '@/core/items/item';
import type { RunAnswer } from '@/core/node-kit/executor';
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import type { StepKey, StepStatus } from './statuses';
import type { Plan, PlanNode } from './plan-types';
import type { RunError } from './facts';
import type { StepState, StepWait } from './step-state';
import type { OpenCycle, Scheduling, ScopeInstance } from './scheduling-state';

/** How a run ends once somebody or something ended it; the first reason counts. */
export type RunEnding = { status: 'failed'; error: RunError } | { status: 'cancelled' };

/**
 * A run as far as it is known: the fold of its facts. Owned and mutated by `applyFact`; everyone else reads.
 */
export interface RunState {
  /** How many facts were folded, those that changed nothing included. */
  folded: number;
  started: {
    at: number;
    trigger: string;
    seed: string;
    pinned: boolean;
    until: string | null;
    /** More steps than this end the run. */
    maxSteps: number;
  } | null;
  /** How often the run was resumed. */
  life: number;
  steps: Map<StepKey, StepState>;
  /** Steps that may run, or run right now. */
  queued: Set<StepState>;
  /** Steps with a wait, in doubt included. */
  waiting: Set<StepState>;
  /** Loops with open iterations. */
  iterating: Set<StepState>;
  /** What a resume brings back: how the steps stood that the end of the run cut off, and the step that stopped it. */
  cut: { step: StepState; status: StepStatus; wait: StepWait | null }[];
  /** It had too many steps: what it was about to do is not known, so it cannot be resumed. */
  exhausted: boolean;
  paused: boolean;
  ending: RunEnding | null;
  finished: {
    at: number;
    status: 'succeeded' | 'failed' | 'cancelled';
    output: { step: StepKey; data: PortData } | null;
    error: RunError | null;
    /** What its steps did is not kept. */
    stepsForgotten: boolean;
  } | null;
  /** What a respond node answered; the first counts. */
  answer: RunAnswer | null;
  /** What the run changed of what the workflow keeps from run to run, in order. */
  memory: MemoryChange[];
  /** Unfinished steps in the order in which `branches` and `levels` release them; empty for `parallel`. */
  line: StepState[];
  scheduling: Scheduling;
}

/** The work of one fact inside the fold, while it lasts. */
export interface Flow {
  plan: Plan;
  state: RunState;
  /** Time of the fact, milliseconds since the epoch. */
  at: number;
  /** Steps that ended and have not delivered yet. */
  ended: StepState[];
  /** Nodes that may have closed, by level of their scope instance. */
  checks: { instance: ScopeInstance; node: PlanNode }[][];
  /** Iterations and passes in which all has closed. */
  over: ScopeInstance[];
  /** Cycles whose passes are all known to send nothing back any more. */
  turns: OpenCycle[];
  /** Steps made by this fact, in the order they were made. */
  created: StepState[];
  /** The run has too many steps: nothing more is worked out. */
  halted: boolean;
}
