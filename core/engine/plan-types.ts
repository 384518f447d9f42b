/**
 * A graph made ready to run: what `compile-plan` works out once for each graph, so that deciding what comes next is looking
 * up. Never changed after that.
 */
import type {
  InDoubtPolicy,
  NodeSettings,
  OrderStrategy,
  WorkflowSettings,
} from '@/core/contracts/portable-workflow';
import type { Item, JsonObject } from '@/core/items/item';
import type { NodeDefinition, Port } from '@/core/node-kit/definition';

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
