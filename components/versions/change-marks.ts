/** What a comparison paints on a canvas: for each node, edge and note whether it was added, removed, changed or moved. */
import type { GraphDiff, PartsDiff } from '@/core/contracts/graph-diff';
import type { Graph } from '@/core/graph/graph';
import { findFreePlace } from '@/components/canvas/node-geometry';

export type Mark = 'added' | 'removed' | 'changed' | 'moved';

export interface Marks {
  nodes: ReadonlyMap<string, Mark>;
  edges: ReadonlyMap<string, Mark>;
  notes: ReadonlyMap<string, Mark>;
}

export const NO_MARKS: Marks = { nodes: new Map(), edges: new Map(), notes: new Map() };

/** Marks of both sides at once: ids of what was removed do not stand in the new graph, and the other way round. */
export function marksOf(diff: GraphDiff): Marks {
  const { edges } = diff;
  return {
    nodes: new Map([
      ...diff.added.map(({ nodeId }) => [nodeId, 'added'] as const),
      ...diff.removed.map(({ nodeId }) => [nodeId, 'removed'] as const),
      ...diff.changed.map(({ nodeId, fields }) => [nodeId, fields.length > 0 ? 'changed' : 'moved'] as const),
    ]),
    edges: new Map([
      ...edges.added.map(({ id }) => [id, 'added'] as const),
      ...edges.removed.map(({ id }) => [id, 'removed'] as const),
      ...edges.changed.map(({ after }) => [after.id, 'changed'] as const),
      ...edges.changed.map(({ before }) => [formerEdgeId(before.id), 'removed'] as const),
    ]),
    notes: new Map(noteMarks(diff.notes)),
  };
}

function noteMarks(notes: PartsDiff): (readonly [string, Mark])[] {
  return [
    ...notes.added.map((id) => [id, 'added'] as const),
    ...notes.removed.map((id) => [id, 'removed'] as const),
    ...notes.changed.map(({ id, fields }) => {
      const isMoved = fields.every(({ path }) => path !== 'text');
      return [id, isMoved ? 'moved' : 'changed'] as const;
    }),
  ];
}

/** The new graph with what was removed still (nearly) in its place, for one canvas that shows both. */
export function overlayGraph(from: Graph, to: Graph, diff: GraphDiff): Graph {
  const gone = new Set(diff.removed.map(({ nodeId }) => nodeId));
  const goneNotes = new Set(diff.notes.removed);
  const nodes = [...to.nodes];
  for (const node of from.nodes) {
    if (!gone.has(node.id)) continue;
    // What took the place of a removed node often stands just there.
    const position = findFreePlace(
      node.position,
      nodes.map((other) => other.position),
    );
    nodes.push({ ...node, position });
  }
  const there = new Set(nodes.map((node) => node.id));
  const former = diff.edges.changed.map(({ before }) => ({ ...before, id: formerEdgeId(before.id) }));
  const edges = [...to.edges, ...diff.edges.removed, ...former];
  return {
    ...to,
    nodes,
    edges: edges.filter((edge) => there.has(edge.source) && there.has(edge.target)),
    notes: [...to.notes, ...from.notes.filter((note) => goneNotes.has(note.id))],
  };
}

/** An edge that was laid elsewhere is drawn twice; ids of files hold no dots, so this one is free. */
function formerEdgeId(id: string): string {
  return `${id}.before`;
}
