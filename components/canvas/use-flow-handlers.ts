'use client';
import { useMemo, type MouseEvent, type RefObject } from 'react';
import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useEditor, type Editor } from '@/components/editor/editor-context';
import { applyEdgeChanges, applyNodeChanges, commitDrag } from './canvas-changes';
import { noteIdOf } from './flow-ids';
import type { CanvasEdge, CanvasNode } from './to-flow';

/** As long as the second click of a double click may take. */
const DOUBLE_CLICK_MS = 220;
/** Forgives the way from a node to its toolbar. */
const LEAVE_MS = 180;

/** Opens the inspector. Where it would come to lie under the pointer, it waits for a second click that renames. */
function openInspector(editor: Editor, nodeId: string, clientX: number): void {
  const { inspected, inspect } = editor.interaction.getState();
  const isUnder = inspected === null && clientX > window.innerWidth - editor.panels.getState().inspectorWidth;
  if (!isUnder) return inspect(nodeId);
  window.setTimeout(() => {
    const { writing, selection } = editor.interaction.getState();
    if (writing === null && selection.nodes.includes(nodeId)) inspect(nodeId);
  }, DOUBLE_CLICK_MS);
  return undefined;
}

function createHandlers(editor: Editor, frame: RefObject<HTMLElement | null>) {
  let leaving: number | undefined;
  const hover = (nodeId: string | null, delay: number) => {
    window.clearTimeout(leaving);
    const show = () => editor.interaction.getState().hover(nodeId);
    if (delay === 0) show();
    else leaving = window.setTimeout(show, delay);
  };
  const endDrag = () => commitDrag(editor);
  return {
    onNodesChange: (changes: NodeChange<CanvasNode>[]) => applyNodeChanges(editor, changes),
    onEdgesChange: (changes: EdgeChange<CanvasEdge>[]) => applyEdgeChanges(editor, changes),
    onNodeDragStop: endDrag,
    onSelectionDragStop: endDrag,
    onNodeMouseEnter: (_event: MouseEvent, node: CanvasNode) => {
      if (node.type === 'step') hover(node.id, 0);
    },
    onNodeMouseLeave: () => hover(null, LEAVE_MS),
    onNodeClick: (event: MouseEvent, node: CanvasNode) => {
      if (noteIdOf(node.id) !== null || event.shiftKey || event.metaKey || event.ctrlKey) return;
      openInspector(editor, node.id, event.clientX);
    },
    onPaneClick: () => {
      frame.current?.focus({ preventScroll: true });
      editor.interaction.getState().inspect(null);
    },
  };
}

/** What React Flow tells, passed on to the stores. The same functions for as long as the editor is the same. */
export function useFlowHandlers(frame: RefObject<HTMLElement | null>) {
  const editor = useEditor();
  return useMemo(() => createHandlers(editor, frame), [editor, frame]);
}
