/** The fold's own bookkeeping: which joins wait, which loops and cycles are open, and what can still arrive. */
import type { StepKey } from './statuses';
import type { PlanNode, PlanScope, PlanStart } from './plan-types';
import type { Delivery, StepState } from './step-state';

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
  /** Whether it got a step, or will: a cycle was entered. A join may wait for a partner and then not run. */
  seen: boolean;
  closed: boolean;
  /**
   * While it is being closed: which of its edges that enter a loop or a cycle have not had their turn. Closing one may open
   * a pass, and what is counted there anew must know which of the others are still to be counted down.
   */
  closing: Set<string> | null;
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
