/**
 * The named edits: the only things that change a draft. They are plain data, so a gesture can be built, tested and
 * sent without a document. Ids are made by whoever makes the edit (core has no randomness).
 */
import type {
  Graph,
  GraphEdge,
  GraphNode,
  GraphNote,
  Imported,
  NodeSettings,
} from '@/core/contracts/portable-workflow';
import type { WorkflowExample, WorkflowSettings } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { Json } from '@/core/items/item';

export interface Point {
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}

/** Keys and list positions from `parameters` down: `['assignments', 0, 'value']`. */
export type ParameterPath = readonly (string | number)[];

/** Part of a graph that travels: what copy takes and paste puts in. */
export type GraphFragment = Pick<Graph, 'nodes' | 'edges' | 'notes' | 'groups' | 'pinned'>;

export type DraftEdit =
  | { kind: 'add-node'; node: GraphNode }
  /** Node (and note) id → new position; one undo step for a whole drag. */
  | {
      kind: 'move-nodes';
      positions: Readonly<Record<string, Point>>;
      notes?: Readonly<Record<string, Point>>;
    }
  /** Rewrites the expressions that use the old name. Refused when another node has the name. */
  | { kind: 'rename-node'; nodeId: string; name: string }
  /** `value` absent = the parameter is removed. Missing containers on the way are made. */
  | { kind: 'set-parameter'; nodeId: string; path: ParameterPath; value?: Json }
  /** Only the named settings change; null takes an optional one away. */
  | { kind: 'set-settings'; nodeId: string; settings: SettingsChange }
  | { kind: 'set-credential'; nodeId: string; slot: string; credentialId: string | null }
  | { kind: 'set-disabled'; nodeIds: readonly string[]; disabled: boolean }
  /** With every edge that touches them. Notes and edges of the same selection go in the same undo step. */
  | {
      kind: 'remove-nodes';
      nodeIds: readonly string[];
      noteIds?: readonly string[];
      edgeIds?: readonly string[];
    }
  | { kind: 'connect'; edge: GraphEdge }
  | { kind: 'disconnect'; edgeIds: readonly string[] }
  | { kind: 'set-max-iterations'; edgeId: string; maxIterations: number | null }
  | { kind: 'add-note'; note: GraphNote }
  | { kind: 'edit-note'; noteId: string; text: string }
  | { kind: 'move-note'; noteId: string; position: Point }
  | { kind: 'resize-note'; noteId: string; size: Size; position?: Point }
  | { kind: 'remove-note'; noteId: string }
  /** Ids become `<idSeed>-<n>`; names are made unique and the fragment's own expressions follow. */
  | { kind: 'paste'; fragment: GraphFragment; offset: Point; idSeed: string }
  | {
      kind: 'duplicate';
      nodeIds: readonly string[];
      noteIds?: readonly string[];
      offset: Point;
      idSeed: string;
    }
  | { kind: 'set-workflow-name'; name: string }
  | { kind: 'set-workflow-settings'; settings: Partial<WorkflowSettings> }
  /** Where the workflow came from; null forgets it. */
  | { kind: 'set-imported'; imported: Imported | null }
  /** What the workflow should do with given items; empty takes all examples away. */
  | { kind: 'set-examples'; examples: readonly WorkflowExample[] }
  /** null unpins. */
  | { kind: 'pin-data'; nodeId: string; items: Graph['pinned'][string] | null }
  | { kind: 'set-group'; group: Graph['groups'][number] }
  | { kind: 'remove-group'; groupId: string }
  /** Makes a node exactly this one, writing only what differs; expressions elsewhere are left alone. */
  | { kind: 'replace-node'; node: GraphNode }
  /** File order, which decides the order of deliveries. Ids left out keep their place after those named. */
  | { kind: 'reorder'; list: 'nodes' | 'edges' | 'notes' | 'groups'; ids: readonly string[] }
  /** Several edits as one undo step (insert a node on an edge, …). Stops at the first that is refused. */
  | { kind: 'batch'; edits: readonly DraftEdit[] };

/** Like the settings of a node; null removes one that may be absent. */
export type SettingsChange = {
  [K in keyof NodeSettings]?: NodeSettings[K] | (undefined extends NodeSettings[K] ? null : never);
};

/** What became of an edit. `created` holds the ids of new nodes and notes, for selecting them. */
export type EditOutcome = { done: true; created: readonly string[] } | { done: false; problem: Problem };
