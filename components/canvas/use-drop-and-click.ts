'use client';
import { useCallback, type DragEvent, type MouseEvent } from 'react';
import { useReactFlow } from '@xyflow/react';
import { addNode } from '@/components/editor/add-node';
import { firstItemsPort } from '@/components/editor/insert-on-edge';
import { useCommands } from '@/components/editor/command-context';
import { useEditor, type Editor } from '@/components/editor/editor-context';
import { NODE_TYPE_MIME, draggedType } from '@/components/palette/node-type-drag';
import { openPalette } from '@/components/palette/open-palette';
import { edgeUnder } from './drop-on-edge';
import { HEADER_HEIGHT, NODE_WIDTH } from './node-geometry';

/** Triggers have no way in and never go on an edge. */
function canGoOnEdge(editor: Editor, type: string): boolean {
  const definition = editor.catalog.find(type);
  const inputs = definition && !('byField' in definition.inputs) ? definition.inputs : [];
  return firstItemsPort(inputs) !== null;
}

/** Node types dropped from the palette, on edges too, and a double click on empty space. */
export function useDropAndClick() {
  const editor = useEditor();
  const context = useCommands();
  const { screenToFlowPosition } = useReactFlow();
  const placeAt = useCallback(
    (event: { clientX: number; clientY: number }) => {
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      return { x: Math.round(x - NODE_WIDTH / 2), y: Math.round(y - HEADER_HEIGHT / 2) };
    },
    [screenToFlowPosition],
  );
  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(NODE_TYPE_MIME)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      const type = draggedType();
      const fits = type !== null && canGoOnEdge(editor, type);
      editor.interaction.getState().dropOn(fits ? edgeUnder(editor, placeAt(event)) : null);
    },
    [editor, placeAt],
  );
  const onDragLeave = useCallback(
    (event: DragEvent) => {
      const isStillInside =
        event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
      if (!isStillInside) editor.interaction.getState().dropOn(null);
    },
    [editor],
  );
  const onDrop = useCallback(
    (event: DragEvent) => {
      const type = event.dataTransfer.getData(NODE_TYPE_MIME);
      const { dropOn } = editor.interaction.getState();
      dropOn(null);
      if (!type || editor.document.getState().readOnly) return;
      event.preventDefault();
      const position = placeAt(event);
      const edgeId = canGoOnEdge(editor, type) ? edgeUnder(editor, position) : null;
      const made = addNode(editor, type, {
        target: edgeId === null ? { kind: 'at', position } : { kind: 'between', edgeId },
        fallback: position,
      });
      if (made) context?.announce('added', { name: made.name });
    },
    [editor, placeAt, context],
  );
  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
      openPalette(editor, { kind: 'at', position: placeAt(event) });
    },
    [editor, placeAt],
  );
  return { onDragOver, onDragLeave, onDrop, onDoubleClick };
}
