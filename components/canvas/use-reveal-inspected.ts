'use client';
import { useEffect, type RefObject } from 'react';
import { useReactFlow } from '@xyflow/react';
import { INSPECTOR_WIDTH } from '@/components/editor/panels-store';
import { useEditor, useInteraction, usePanels } from '@/components/editor/editor-context';
import { HEADER_HEIGHT, NODE_WIDTH } from './node-geometry';

const MARGIN = 24;
/** The + beside a node wants to be seen, too. */
const RIGHT_MARGIN = 76;
const PALETTE_ROOM = 296;
/** Panels need a frame to take their place. */
const SETTLE_MS = 40;

export interface Span {
  from: number;
  to: number;
}

/** How far to move so that `part` lies inside `whole`; 0 when it does. What is too long shows its beginning. */
export function shiftInto(part: Span, whole: Span): number {
  if (part.from < whole.from || part.to - part.from > whole.to - whole.from) return whole.from - part.from;
  return part.to > whole.to ? whole.to - part.to : 0;
}

/** Moves the canvas when the inspected node would be hidden by a panel that just opened. */
export function useRevealInspected(frame: RefObject<HTMLElement | null>): void {
  const editor = useEditor();
  const { flowToScreenPosition, getViewport, setViewport } = useReactFlow();
  const inspected = useInteraction((state) => state.inspected);
  const isWide = usePanels((state) => state.inspectorWidth >= INSPECTOR_WIDTH.wide * 0.75);
  useEffect(() => {
    if (inspected === null) return undefined;
    const timer = window.setTimeout(() => {
      const node = editor.document.getState().graph.nodes.find((candidate) => candidate.id === inspected);
      const rect = frame.current?.getBoundingClientRect();
      if (!node || !rect || rect.width < NODE_WIDTH) return;
      const start = flowToScreenPosition(node.position);
      const end = flowToScreenPosition({
        x: node.position.x + NODE_WIDTH,
        y: node.position.y + HEADER_HEIGHT,
      });
      const { readOnly } = editor.document.getState();
      const hasPalette =
        !readOnly && editor.panels.getState().paletteOpen && rect.width > PALETTE_ROOM + NODE_WIDTH;
      const left = rect.left + (hasPalette ? PALETTE_ROOM : MARGIN);
      const x = shiftInto({ from: start.x, to: end.x }, { from: left, to: rect.right - RIGHT_MARGIN });
      const y = shiftInto(
        { from: start.y, to: end.y },
        { from: rect.top + MARGIN, to: rect.bottom - MARGIN },
      );
      if (x === 0 && y === 0) return;
      const viewport = getViewport();
      void setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y }, { duration: 120 });
    }, SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [inspected, isWide, editor, frame, flowToScreenPosition, getViewport, setViewport]);
}
