/** Dragging a node over an edge, and letting it go there. */
import type { DraftEdit } from '@/core/draft/edit';
import type { Editor } from '@/components/editor/editor-context';
import type { Point } from '@/components/editor/interaction-store';
import { insertEdits, isInsertable } from '@/components/editor/insert-on-edge';
import { edgeLines } from './boxes';
import { nearestEdge, type EdgeLine } from './edge-hit';
import { HEADER_HEIGHT, NODE_WIDTH } from './node-geometry';

/** How near the middle of a node has to come to an edge. */
const REACH = 44;

let lines: { graph: unknown; list: readonly EdgeLine[] } | null = null;

/** The lines do not change while something is dragged: they are computed once for each graph. */
function linesOf({ document, catalog }: Editor): readonly EdgeLine[] {
  const { graph } = document.getState();
  if (lines?.graph !== graph) lines = { graph, list: edgeLines(graph, catalog) };
  return lines.list;
}

/** The edge under a node's upper left corner. */
export function edgeUnder(editor: Editor, corner: Point): string | null {
  const middle = { x: corner.x + NODE_WIDTH / 2, y: corner.y + HEADER_HEIGHT / 2 };
  return nearestEdge(linesOf(editor), middle, REACH);
}

/** Marks the edge that a dragged node would go on. Only a lone node that hangs on nothing goes on edges. */
export function aimDraggedNode(editor: Editor, dragged: readonly string[], corner: Point): void {
  const [nodeId, ...more] = dragged;
  const { graph } = editor.document.getState();
  const node = graph.nodes.find((candidate) => candidate.id === nodeId);
  const definition = node && editor.catalog.find(node.type, node.typeVersion);
  const fits = more.length === 0 && node !== undefined && isInsertable(graph, node, definition);
  editor.interaction.getState().dropOn(fits ? edgeUnder(editor, corner) : null);
}

/** The edits that put a dragged node on the marked edge; none when no edge is marked. */
export function dropEdits(editor: Editor, nodeId: string, place: Point): DraftEdit[] {
  const { dropEdge } = editor.interaction.getState();
  const { graph } = editor.document.getState();
  const node = graph.nodes.find((candidate) => candidate.id === nodeId);
  const definition = node && editor.catalog.find(node.type, node.typeVersion);
  if (dropEdge === null || !node || !definition) return [];
  return insertEdits({
    graph,
    edgeId: dropEdge,
    node,
    definition,
    place,
    makesRoom: false,
    newId: editor.newId,
  });
}
