/** Edits of edges. Whether an edge makes sense for the ports is `canConnect`'s question, asked before. */
import { graphEdgeSchema } from '@/core/contracts/portable-workflow';
import type { GraphEdge } from '@/core/contracts/portable-workflow';
import type { DraftEdit, EditOutcome } from './edit';
import type { DraftRoots } from './layout';
import { connectedAlready, DONE, nodeGone, refused } from './outcome';
import { readObject } from './read-json';
import { writeEdge } from './write-entries';

type ConnectionEdit = Extract<DraftEdit, { kind: 'connect' | 'disconnect' | 'set-max-iterations' }>;

/** Applies an edit of edges. */
export function applyConnectionEdit(roots: DraftRoots, edit: ConnectionEdit): EditOutcome {
  if (edit.kind === 'disconnect') {
    for (const id of edit.edgeIds) if (roots.edges.has(id)) roots.edges.delete(id);
    return DONE;
  }
  if (edit.kind === 'connect') return connect(roots, edit.edge);
  const edge = edgeAt(roots, edit.edgeId);
  if (!edge)
    return refused('edit.edge-gone', null, 'This connection is not there any more; somebody removed it.');
  const { maxIterations: _before, ...rest } = edge;
  writeEdge(roots, edit.maxIterations === null ? rest : { ...rest, maxIterations: edit.maxIterations });
  return DONE;
}

function connect(roots: DraftRoots, edge: GraphEdge): EditOutcome {
  const parsed = graphEdgeSchema.safeParse(edge);
  if (!parsed.success) return refused('edit.bad-edge', null, 'This connection cannot be made.');
  for (const end of [edge.source, edge.target]) if (!roots.nodes.has(end)) return nodeGone(end);
  for (const id of roots.edges.keys()) {
    const other = edgeAt(roots, id);
    if (other && id !== edge.id && sameEnds(other, edge)) {
      return connectedAlready(edge.target);
    }
  }
  writeEdge(roots, parsed.data);
  return DONE;
}

/** True when both join the same two ports. */
export function sameEnds(a: GraphEdge, b: GraphEdge): boolean {
  return (
    a.source === b.source &&
    a.sourcePort === b.sourcePort &&
    a.target === b.target &&
    a.targetPort === b.targetPort
  );
}

function edgeAt(roots: DraftRoots, id: string): GraphEdge | undefined {
  const { order: _order, ...fields } = readObject(roots.edges.get(id)) ?? {};
  const parsed = graphEdgeSchema.safeParse({ ...fields, id });
  return parsed.success ? parsed.data : undefined;
}
