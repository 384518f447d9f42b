/** React Flow's change events in the editor's terms: selection and drags. Pure but for the stores it is handed. */
import type { EdgeChange, NodeChange } from '@xyflow/react';
import type { DraftEdit } from '@/core/draft/edit';
import type { Editor } from '@/components/editor/editor-context';
import type { Point, Selection } from '@/components/editor/interaction-store';
import { aimDraggedNode, dropEdits } from './drop-on-edge';
import { noteFlowId, noteIdOf } from './flow-ids';
import type { CanvasEdge, CanvasNode } from './to-flow';

function withChange(list: readonly string[], id: string, selected: boolean): readonly string[] {
  if (selected) return list.includes(id) ? list : [...list, id];
  return list.includes(id) ? list.filter((other) => other !== id) : list;
}

/** The selection after React Flow's changes. */
export function selectionAfter(
  selection: Selection,
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[],
  kind: 'nodes' | 'edges',
): Selection {
  let next = selection;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    const noteId = kind === 'nodes' ? noteIdOf(change.id) : null;
    const list = noteId === null ? kind : 'notes';
    const ids = withChange(next[list], noteId ?? change.id, change.selected);
    if (ids !== next[list]) next = { ...next, [list]: ids };
  }
  return next;
}

/** Shows drags at once and keeps them out of the draft until they end. */
export function applyNodeChanges(editor: Editor, changes: readonly NodeChange<CanvasNode>[]): void {
  const { selection, select, dragTo } = editor.interaction.getState();
  const after = selectionAfter(selection, changes, 'nodes');
  if (after !== selection) select(after);
  const moved: Record<string, Point> = {};
  for (const change of changes) {
    if (change.type === 'position' && change.position && change.dragging) moved[change.id] = change.position;
  }
  const [first, ...more] = Object.entries(moved);
  if (!first) return;
  dragTo(moved);
  const [id, corner] = first;
  aimDraggedNode(editor, [id, ...more.map(([other]) => other)], corner);
}

/** Takes over what React Flow selected among the edges. */
export function applyEdgeChanges(editor: Editor, changes: readonly EdgeChange<CanvasEdge>[]): void {
  const { selection, select } = editor.interaction.getState();
  const after = selectionAfter(selection, changes, 'edges');
  if (after !== selection) select(after);
}

/** Writes a finished drag into the draft as one undo step; a node let go over an edge goes on it. */
export function commitDrag(editor: Editor): void {
  const { drag, endDrag } = editor.interaction.getState();
  if (!drag) return;
  const { graph } = editor.document.getState();
  const round = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });
  const moved = (list: readonly { id: string; position: Point }[], flowId: (id: string) => string) =>
    Object.fromEntries(
      list.flatMap((entry) => {
        const place = drag[flowId(entry.id)];
        return place && (place.x !== entry.position.x || place.y !== entry.position.y)
          ? [[entry.id, round(place)]]
          : [];
      }),
    );
  const positions = moved(graph.nodes, (id) => id);
  const notes = moved(graph.notes, noteFlowId);
  const [nodeId] = Object.keys(positions);
  const place = nodeId === undefined ? undefined : positions[nodeId];
  const onEdge = nodeId !== undefined && place ? dropEdits(editor, nodeId, place) : [];
  if (Object.keys(positions).length + Object.keys(notes).length > 0) {
    const move: DraftEdit = { kind: 'move-nodes', positions, notes };
    editor.endGesture();
    editor.apply(onEdge.length > 0 ? { kind: 'batch', edits: [move, ...onEdge] } : move);
    editor.endGesture();
  }
  editor.interaction.getState().dropOn(null);
  endDrag();
}
