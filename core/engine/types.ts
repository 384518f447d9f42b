/**
 * The words of the engine: facts go in, commands come out, and *state = fold(facts)*. Nothing else is ever the state.
 *
 * Facts are past tense and are what the database keeps. Commands are imperative and are never stored: the same facts
 * always give the same commands, so whoever folds the log after a crash goes on where the last one stopped. What is
 * "in flight" is known to a worker alone: `decide` names every runnable step each time, and the worker leaves out those
 * it already started.
 *
 * All times are milliseconds since the epoch, handed in by the shell.
 */
import type { OrderStrategy, NodeSettings, WorkflowSettings, InDoubtPolicy } from '@/core/contracts/portable-workflow';
import type { Json, JsonObject, PortData, PortOutputs } from '@/core/items/item';
import type { NodeDefinition, EffectKind } from '@/core/node-kit/definition';
import type { RunAnswer } from '@/core/node-kit/executor';
import type { StepError } from '@/core/node-kit/node-failure';

export const RUN_STATUSES = ['queued', 'running', 'waiting', 'paused', 'succeeded', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export const STEP_STATUSES = [...RUN_STATUSES, 'skipped', 'in-doubt'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/**
 * `nodeId` or `nodeId@segment/segment`. A segment is a loop iteration (`loopNodeId:3`) or the id of the edge that
 * delivered, where several edges end in one port.
 */
export type StepKey = string;

export interface PlanEdge {
  id: string;
  source: string;
  sourcePort: string;
  target: string;
  targetPort: string;
  /** Position in the file: deliveries are ordered by it. */
  order: number;
  /** Closes a cycle (found by depth-first search in file order). */
  back: boolean;
  maxIterations: number | null;
}

export interface PlanNode {
  id: string;
  name: string;
  type: string;
  /** After upgrades. */
  typeVersion: number;
  /** Plan order: a topological order without back edges, ties by file order. */
  order: number;
  definition: NodeDefinition;
  parameters: JsonObject;
  settings: NodeSettings;
  /** The node's setting, else the definition's, else `ask`. */
  inDoubt: InDoubtPolicy;
  credentials: Record<string, string>;
  position: { x: number; y: number };
  /** Connected input ports that carry items, in the definition's order, each with its edges in file order. */
  inputs: readonly { port: string; edges: readonly PlanEdge[] }[];
  /** Edges that leave each output port, in file order. */
  outputs: Readonly<Record<string, readonly PlanEdge[]>>;
}

/** A graph made ready to run: compiled once for each graph and cached by content hash. */
export interface Plan {
  nodes: ReadonlyMap<string, PlanNode>;
  /** In plan order. */
  ordered: readonly PlanNode[];
  edges: readonly PlanEdge[];
  order: OrderStrategy;
  settings: WorkflowSettings;
}

interface At {
  at: number;
}

export type Fact =
  | (At & { kind: 'run-started'; trigger: string; outputs: PortOutputs; seed: string })
  | (At & {
      kind: 'step-succeeded';
      step: StepKey;
      attempt: number;
      startedAt: number;
      outputs: PortOutputs;
      /** Given by a respond node. */
      answer?: RunAnswer;
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
    })
  /** A retry's delay, a wait's time or a suspended step's limit ran out. */
  | (At & { kind: 'timer-fired'; step: StepKey })
  | (At & { kind: 'signal-received'; step: StepKey; payload: Json })
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
    })
  | (At & { kind: 'cancel-requested'; by: string })
  | (At & { kind: 'run-paused'; by: string })
  | (At & { kind: 'run-continued'; by: string })
  | (At & {
      kind: 'run-finished';
      status: 'succeeded' | 'failed' | 'cancelled';
      /** The step whose output is the run's output. */
      output: { step: StepKey; data: PortData } | null;
      error: RunError | null;
    });

export interface RunError extends StepError {
  step: StepKey | null;
  nodeId: string | null;
  nodeName: string | null;
}

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
}

export type StepWait =
  | { kind: 'retry'; dueAt: number }
  | { kind: 'suspended'; until: number | null; signal: string | null }
  | { kind: 'decision'; effects: readonly string[] };

/** One step as far as it is known. Never mutated by anyone but the fold. */
export interface StepState {
  key: StepKey;
  nodeId: string;
  path: readonly string[];
  /** queued = may run (or runs right now), waiting = has a wait, succeeded, failed, cancelled, skipped, in-doubt. */
  status: StepStatus;
  /** The current try, from 1. */
  attempt: number;
  inputs: Readonly<Record<string, Delivery>>;
  outputs: PortOutputs | null;
  error: StepError | null;
  wait: StepWait | null;
  /** Set when it is to be called again after a suspend. */
  resumed: { payload: Json | null } | null;
  effects: Map<string, StepEffect>;
  startedAt: number | null;
  finishedAt: number | null;
  console: readonly { level: string; text: string }[];
}

export type Command =
  | {
      kind: 'start-step';
      step: StepKey;
      nodeId: string;
      path: readonly string[];
      attempt: number;
      inputs: Readonly<Record<string, Delivery>>;
      resumed: { payload: Json | null } | null;
    }
  | { kind: 'await-timer'; step: StepKey; dueAt: number; why: 'retry' | 'wait' }
  | { kind: 'await-signal'; step: StepKey; signal: string; until: number | null }
  | { kind: 'await-decision'; step: StepKey; effects: readonly string[] }
  /** Stop the work of every step still in flight; its results no longer count. */
  | { kind: 'abort-steps' }
  | {
      kind: 'finish-run';
      status: 'succeeded' | 'failed' | 'cancelled';
      output: { step: StepKey; data: PortData } | null;
      error: RunError | null;
    };

export type { EffectKind };
