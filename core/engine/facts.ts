/**
 * What happened, in the past tense: the only thing that the database keeps of a run. Stored for as long as runs are, so
 * kinds and fields are only ever added, and a field that came later is optional.
 */
import type { Json, PortData, PortOutputs } from '@/core/items/item';
import type { OnItemError, RunAnswer } from '@/core/node-kit/executor';
import type { StepError } from '@/core/node-kit/node-failure';
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import type { StepKey } from './statuses';

interface At {
  at: number;
}

/** A run of another workflow that a step called. */
export interface CalledRun {
  runId: string;
  workflowId: string;
  /** `$now` of the inputs that it was called with: a step that calls again asks with the same. Absent in old logs. */
  at?: number;
  /** Seed of their random numbers, where it is not the run's own: that of the run in which it was called first. */
  seed?: string;
}

export type Fact =
  | (At & {
      kind: 'run-started';
      trigger: string;
      outputs: PortOutputs;
      seed: string;
      /** How many of our own webhooks called one another until this run began; absent = 0. */
      depth?: number;
      /** The first run of the family: the one that nobody started from within. Absent = this one. */
      root?: string;
      /** Nodes with pinned items end at once with them (test runs). */
      pinned?: true;
      /** Nothing but this node and what leads to it runs; its output is the run's. */
      until?: string;
      /** Events that were gathered into this run; its input is the last one's. Absent = 1. */
      events?: number;
      /**
       * Runs that steps called in an earlier run which this one goes on from, by step key: a step that calls again with the
       * same items goes on from what they did.
       */
      called?: Readonly<Record<StepKey, readonly CalledRun[]>>;
      /** Bounds that held when it started, where they are not the plan's: a later change leaves this run as it is. */
      limits?: { maxSteps?: number };
    })
  /** A loop handed out its items: iteration n gets `sizes[n]` of them, in order. */
  | (At & {
      kind: 'step-iterating';
      step: StepKey;
      attempt: number;
      startedAt: number;
      /** All batches one after another. */
      items: PortData;
      sizes: readonly number[];
      /** Iterations open at once, from 1. */
      concurrency: number;
      onItemError: OnItemError;
      console?: readonly { level: string; text: string }[];
    })
  | (At & {
      kind: 'step-succeeded';
      step: StepKey;
      attempt: number;
      startedAt: number;
      outputs: PortOutputs;
      /** Given by a respond node. */
      answer?: RunAnswer;
      /** Runs that it started and does not wait for, in the order of the calls. */
      calls?: readonly CalledRun[];
      /** What it changed of what the workflow keeps from run to run. */
      memory?: readonly MemoryChange[];
      console?: readonly { level: string; text: string }[];
    })
  | (At & {
      kind: 'step-failed';
      step: StepKey;
      attempt: number;
      startedAt: number;
      error: StepError;
      /** Decided by `decideAfterFailure` when the failure was recorded. */
      next: { kind: 'retry'; dueAt: number } | { kind: 'stop' } | { kind: 'go-on'; outputs: PortOutputs };
      console?: readonly { level: string; text: string }[];
    })
  | (At & {
      kind: 'step-suspended';
      step: StepKey;
      attempt: number;
      startedAt: number;
      until: number | null;
      signal: string | null;
      /** The runs that it waits for, in the order of the calls. */
      calls?: readonly CalledRun[];
    })
  /** A step that has not been called yet gets other items at one of its input ports than were delivered. */
  | (At & { kind: 'input-replaced'; step: StepKey; port: string; data: PortData })
  /** A retry's delay, a wait's time or a suspended step's limit ran out. */
  | (At & { kind: 'timer-fired'; step: StepKey })
  | (At & {
      kind: 'signal-received';
      step: StepKey;
      payload: Json;
      /** The call that waits for it. Absent: whichever does now. */
      attempt?: number;
    })
  | (At & {
      kind: 'effect-intended';
      step: StepKey;
      attempt: number;
      effect: string;
      idempotencyKey: string;
      summary: string;
    })
  | (At & { kind: 'effect-answered'; step: StepKey; effect: string; result: Json })
  /** Known not to have happened, or refused by the other side: the intent is closed, a new attempt may try again. */
  | (At & { kind: 'effect-failed'; step: StepKey; effect: string; error: StepError })
  /** A write was intended and nobody knows whether it happened; a person decides. */
  | (At & { kind: 'step-doubted'; step: StepKey; attempt: number; effects: readonly string[] })
  | (At & {
      kind: 'doubt-decided';
      step: StepKey;
      /** `repeat` under the same key; `done`: it did happen, go on with `result`; `fail`: the step failed. */
      decision: 'repeat' | 'done' | 'fail';
      result?: Json;
      by: string;
      /** The call in doubt. Absent: whichever is now. */
      attempt?: number;
    })
  | (At & {
      kind: 'cancel-requested';
      by: string;
      /** `RunState.life` when it was asked for. Absent: it counts. */
      life?: number;
    })
  | (At & { kind: 'run-paused'; by: string })
  | (At & { kind: 'run-continued'; by: string })
  | (At & {
      kind: 'run-finished';
      status: 'succeeded' | 'failed' | 'cancelled';
      /** The step whose output is the run's output. */
      output: { step: StepKey; data: PortData } | null;
      error: RunError | null;
      /** `RunState.life` when it ended, as the command says. Absent: it counts. */
      life?: number;
      /** What was between the start and this end is not kept (`settings.save`). */
      stepsForgotten?: true;
    })
  /**
   * A failed or cancelled run goes on where it ended: the step that stopped it and those cut off by its end are called
   * again. What succeeded stays, answered effects too. `life`: `RunState.life` of the end that it undoes.
   */
  | (At & { kind: 'run-resumed'; by: string; life?: number });

export interface RunError extends StepError {
  step: StepKey | null;
  nodeId: string | null;
  nodeName: string | null;
}
