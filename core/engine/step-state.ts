/** One step as the fold of the facts knows it: its inputs, its calls, what it waits for, what came of it. */
import type { Json, PortData, PortOutputs } from '@/core/items/item';
import type { OnItemError, Resumed } from '@/core/node-kit/executor';
import type { StepError } from '@/core/node-kit/node-failure';
import type { CalledRun } from './facts';
import type { StepKey, StepStatus } from './statuses';

/** What one input port of a step got. */
export interface Delivery {
  edge: string;
  from: StepKey;
  port: string;
  data: PortData;
}

export interface StepEffect {
  status: 'intended' | 'answered' | 'failed';
  attempt: number;
  idempotencyKey: string;
  summary: string;
  intendedAt: number;
  endedAt: number | null;
  result: Json | null;
  /** When the last try of it failed: tells a repeated fact from a new one. */
  failedAt: number | null;
  /** The person who said that it did happen; `result` is what they gave then (null when they gave nothing). */
  decidedBy: string | null;
}

export type StepWait =
  | { kind: 'retry'; dueAt: number }
  | {
      kind: 'suspended';
      until: number | null;
      signal: string | null;
      calls?: readonly CalledRun[];
    }
  | { kind: 'decision'; effects: readonly string[] };

/** One step as far as it is known. Never mutated by anyone but the fold. */
export interface StepState {
  key: StepKey;
  nodeId: string;
  path: readonly string[];
  /**
   * queued = may run (or runs right now), running = a loop with open iterations, waiting = has a wait, succeeded,
   * failed, cancelled, skipped, in-doubt.
   */
  status: StepStatus;
  /** The current call, from 1. Grows with every retry, resume and decided repeat, so facts of older calls are known. */
  attempt: number;
  /** How many calls failed: what the retry limit counts. A resume or a recovery is no failure. */
  failures: number;
  /** How many calls were resumes after a suspend. */
  resumes: number;
  /** Number of the fact that touched it last (`RunState.folded` then). */
  touched: number;
  inputs: Readonly<Record<string, Delivery>>;
  outputs: PortOutputs | null;
  error: StepError | null;
  wait: StepWait | null;
  /** Set when it is to be called again after a suspend. */
  resumed: Resumed | null;
  /** The runs that its last call waited for, however they ended. */
  called: readonly CalledRun[] | null;
  /** By name. */
  effects: ReadonlyMap<string, StepEffect>;
  /** When its first call began; after the run was resumed, the first call since then. */
  startedAt: number | null;
  /** Its very first call, resumed or not. */
  firstStartedAt: number | null;
  finishedAt: number | null;
  console: readonly { level: string; text: string }[];
  /** Of a loop that has handed out its items. */
  iterations: StepIterations | null;
}

/** What a loop has handed out and what came back. Kept after its end: lineage leads through it. */
export interface StepIterations {
  /** All batches one after another. */
  items: PortData;
  /** Place in `items` of each iteration's first item, and last the number of all items. */
  starts: readonly number[];
  concurrency: number;
  onItemError: OnItemError;
  /** Iterations opened so far; the next has this number. */
  opened: number;
  /** Iterations open now. */
  open: number;
  /** What arrived at `next` so far, by iteration; null once all iterations have ended. */
  arrived: Map<number, Collected[]> | null;
  /** What arrived at `next`, in order; filled when all iterations have ended. */
  collected: readonly Collected[];
}

/** One delivery at a loop's `next` port; an iteration that failed and is collected has an error item instead. */
export interface Collected {
  /** The delivering step and its port; null for an error item. */
  from: StepKey | null;
  port: string;
  edge: string;
  path: readonly string[];
  data: PortData;
}
