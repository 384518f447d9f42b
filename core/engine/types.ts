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
import type {
  OrderStrategy,
  NodeSettings,
  WorkflowSettings,
  InDoubtPolicy,
} from '@/core/contracts/portable-workflow';
import type { Item, Json, JsonObject, PortData, PortOutputs } from '@/core/items/item';
import type { NodeDefinition, Port } from '@/core/node-kit/definition';
import type { OnItemError, Resumed, RunAnswer } from '@/core/node-kit/executor';
import type { StepError } from '@/core/node-kit/node-failure';

export const RUN_STATUSES = [
  'queued',
  'running',
  'waiting',
  'paused',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export const STEP_STATUSES = [...RUN_STATUSES, 'skipped', 'in-doubt'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/**
 * `nodeId` or `nodeId@segment/segment`. A segment is a loop iteration (`loopNodeId:3`), a pass of a cycle
 * (`entryNodeId~:3`) or the id of the edge that delivered, where several edges end in one port.
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
  /** Leads back: ends in the `next` port of a loop, or closes a cycle (found by depth-first search in file order). */
  back: boolean;
  /** Leads from a loop's body to its `next` port: what it delivers is collected there. Implies `back`. */
  collects: boolean;
  /** Leads from a cycle back to the node it is entered by: what it delivers begins another pass. Implies `back`. */
  repeats: boolean;
  /**
   * Leads from outside a loop to a join in its body, or from outside a cycle to a join in it: what it delivers is
   * repeated for each iteration or pass.
   */
  enters: boolean;
  /** How often it may begin another pass, once the cycle was entered. */
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
  /** Every output port the node has with these parameters and settings, in order; the error port last. */
  outputPorts: readonly Port[];
  /** Disabled: the step ends at once with its first delivered input as its first output, without a worker. */
  passThrough: boolean;
  /** Pinned items: in a run that counts them the step ends at once with them as its first output. */
  pinned: Item[] | null;
  /** Hands its items out in batches and collects what comes back (`loop`, `map`). */
  isLoop: boolean;
  /** No edge leaves it, but for a loop's `item` port: its output may become the run's output. */
  sink: boolean;
  /** The path segments every step of this node is known to begin with. */
  scope: PlanScope;
  /** Where its deliveries come together: the scope around the cycle that it is the entry of, else its own. */
  home: PlanScope;
  /** Edges that begin another pass here, in file order; empty where no cycle is entered. */
  rounds: readonly PlanEdge[];
}

/**
 * A place where paths get a segment: the node whose port several edges end in, the body of a loop, or a cycle with all
 * that follows it. The root scope has no entry.
 */
export interface PlanScope {
  parent: PlanScope | null;
  /** How many scopes hold it; 0 for the root. */
  level: number;
  /** Node id of the entry (the loop's own id for its body), null for the root. */
  entry: string | null;
  /** The innermost loop or cycle that it is or lies in, by the name in its segments; null outside of them. */
  loop: string | null;
  /** Segments a path has here after that numbered segment (after the beginning, outside of loops and cycles). */
  depth: number;
}

/** What a run that starts at one trigger can reach: prepared once for each trigger. Indexed by plan order. */
export interface PlanStart {
  reachable: Uint8Array;
  /** Forward edges into each node that come from reachable nodes. */
  openEdges: Int32Array;
  /** Reachable nodes in the body of each loop and in each cycle, by the name in its segments. */
  bodySizes: ReadonlyMap<string, number>;
  /** Edges that may begin another pass. */
  rounds: ReadonlySet<string>;
  /** The one node that is wanted; nothing is delivered from it. */
  until: string | null;
}

/** A graph made ready to run: compiled once for each graph and cached by content hash. */
export interface Plan {
  nodes: ReadonlyMap<string, PlanNode>;
  /** In plan order. */
  ordered: readonly PlanNode[];
  edges: readonly PlanEdge[];
  order: OrderStrategy;
  settings: WorkflowSettings;
  /** By trigger node id. */
  starts: ReadonlyMap<string, PlanStart>;
  edgesById: ReadonlyMap<string, PlanEdge>;
  /** Edges that enter each loop's body or each cycle from outside, by the name in its segments. */
  entering: ReadonlyMap<string, readonly PlanEdge[]>;
  /** The body of each loop, and each cycle, by the name in its segments. */
  bodies: ReadonlyMap<string, PlanScope>;
  /** More steps than this end the run, unless its start says otherwise: `run.too-many-steps`. */
  maxSteps: number;
}

interface At {
  at: number;
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
      calls?: readonly { runId: string; workflowId: string }[];
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
      calls?: readonly { runId: string; workflowId: string }[];
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

export type Command =
  | {
      kind: 'start-step';
      step: StepKey;
      nodeId: string;
      path: readonly string[];
      attempt: number;
      /** Which try this is for the retry limit, from 1: hand it to `decideAfterFailure`. */
      tries: number;
      inputs: Readonly<Record<string, Delivery>>;
      resumed: Resumed | null;
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
      /** For the fact. Absent in a run that was never resumed. */
      life?: number;
    };

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
  } | null;
  /** What a respond node answered; the first counts. */
  answer: RunAnswer | null;
  /** Unfinished steps in the order in which `branches` and `levels` release them; empty for `parallel`. */
  line: StepState[];
  scheduling: Scheduling;
}

/** One delivery on its way into a join. */
export interface Arrival {
  port: string;
  path: readonly string[];
  delivery: Delivery;
  used: boolean;
}

/** Deliveries of one join within one scope instance that wait for their partners. */
export interface JoinGroup {
  node: PlanNode;
  prefix: readonly string[];
  /** By input port, then by joined path. */
  arrivals: Map<string, Map<string, Arrival>>;
  /** Arrivals on longer paths than this joined one, which it begins. */
  under: Map<string, Arrival[]>;
  resolved: boolean;
}

/** What is still open at one node within one scope instance. */
export interface NodeCounter {
  /** Edges whose source may still deliver, in all and by input port. */
  edges: number;
  ports: number[];
  /** Unfinished steps, unresolved joins and open cycles. */
  open: number;
  /** Whether it got a step or a delivery. */
  seen: boolean;
  closed: boolean;
}

/**
 * One instance of a scope: the whole run (empty prefix), what follows one delivery at a port with several edges, one
 * iteration of a loop, or one pass of a cycle.
 */
export interface ScopeInstance {
  scope: PlanScope;
  prefix: readonly string[];
  /** By plan order; made when first touched. */
  counters: Map<number, NodeCounter>;
  /** Of an iteration; null elsewhere. */
  iteration: OpenIteration | null;
  /** Of a pass; null elsewhere. */
  pass: OpenPass | null;
  parent: ScopeInstance | null;
  /** What is dropped with it: instances, groups and cycles inside, and deliveries kept for iterations inside. */
  inner: Set<ScopeInstance>;
  groups: StepKey[];
  cycles: StepKey[];
  kept: { edge: string; path: string }[];
}

/** One open iteration of a loop. */
export interface OpenIteration {
  loop: StepState;
  index: number;
  /** Reachable nodes of the body that have not closed in it. */
  openNodes: number;
  /** Unfinished steps of the body in it. */
  unfinished: Set<StepState>;
}

/** One pass of a cycle from which something may still come. */
export interface OpenPass {
  cycle: OpenCycle;
  /** Reachable nodes of the cycle, and of all that follows it alone, that have not closed in it. */
  openNodes: number;
  /** Edges over which another pass may still begin. */
  openEdges: number;
}

/** A cycle that was entered and may still go round. */
export interface OpenCycle {
  /** The node it is entered by. */
  node: PlanNode;
  /** Where it was entered: without the segment of a pass. */
  path: readonly string[];
  /** Passes begun so far; the next has this number. */
  begun: number;
  /** Passes from which another may still begin. */
  open: number;
  /** What came back from them. */
  came: Arrival[];
  /** How often each edge has led back, by its id. */
  counts: Map<string, number>;
  /** The edge that has led back more often than it may: the cycle stands still until the run is resumed. */
  over: string | null;
}

/** The fold's own bookkeeping: which joins wait and what can still arrive. */
export interface Scheduling {
  start: PlanStart;
  root: ScopeInstance;
  /** By joined prefix, the root left out. */
  instances: Map<string, ScopeInstance>;
  /** Instances of each scope but the root. */
  byScope: Map<PlanScope, Set<ScopeInstance>>;
  /** By `nodeId@prefix`. */
  groups: Map<StepKey, JoinGroup>;
  /** By `nodeId@path` of where it was entered. */
  cycles: Map<StepKey, OpenCycle>;
  /** What was delivered over edges that enter a loop, by edge and then by joined path. */
  entered: Map<string, Map<string, Delivery>>;
  /** Unfinished steps, unresolved joins and open cycles in the whole run. */
  open: number;
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
