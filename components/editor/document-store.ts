/** The graph being edited, as it was last projected, and what is known about its keeping. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Graph } from '@/core/graph/graph';
import type { Problem } from '@/core/errors/problem';

/**
 * `loading`: not yet here · `saved`: the server has everything · `saving`: on its way · `offline`: kept here until the
 * connection is back · `read-only`: this person may look only.
 */
export type SaveState = 'loading' | 'saved' | 'saving' | 'offline' | 'read-only';

export interface DocumentState {
  graph: Graph;
  problems: readonly Problem[];
  problemsByNode: ReadonlyMap<string, readonly Problem[]>;
  saveState: SaveState;
  readOnly: boolean;
  /** The last edit the server did not take; a new object each time. */
  refusal: { code: string; message: string } | null;
  canUndo: boolean;
  canRedo: boolean;
}

export type DocumentStore = StoreApi<DocumentState>;

export const EMPTY_GRAPH: Graph = {
  format: 'heddle.workflow/1',
  name: '',
  nodes: [],
  edges: [],
  notes: [],
  groups: [],
  settings: {
    timezone: 'UTC',
    order: 'parallel',
    errorWorkflow: null,
    timeoutMs: null,
    concurrency: null,
    save: 'all',
  },
  pinned: {},
};

function sameProblems(a: readonly Problem[] | undefined, b: readonly Problem[]): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** Problems by node; a node whose problems are the same keeps its list, so that it is not drawn again. */
export function groupProblems(
  problems: readonly Problem[],
  before: ReadonlyMap<string, readonly Problem[]> = new Map(),
): ReadonlyMap<string, readonly Problem[]> {
  const byNode = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (problem.nodeId === null) continue;
    const list = byNode.get(problem.nodeId);
    if (list) list.push(problem);
    else byNode.set(problem.nodeId, [problem]);
  }
  const stable = [...byNode].map(([nodeId, list]): [string, readonly Problem[]] => {
    const known = before.get(nodeId);
    return [nodeId, known && sameProblems(known, list) ? known : list];
  });
  return new Map(stable);
}

/** Makes the document store of one editor. */
export function createDocumentStore(initial: Partial<DocumentState> = {}): DocumentStore {
  return createStore<DocumentState>()(() => ({
    graph: EMPTY_GRAPH,
    problems: [],
    problemsByNode: new Map(),
    saveState: 'loading',
    readOnly: true,
    refusal: null,
    canUndo: false,
    canRedo: false,
    ...initial,
  }));
}
