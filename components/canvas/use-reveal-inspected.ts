'use client';
import { useEffect } from 'react';
import { INSPECTOR_WIDTH } from '@/components/editor/panels-store';
import { useEditor, useInteraction, usePanels, useRun } from '@/components/editor/editor-context';
import { nodeBox } from './boxes';
import { useReveal } from './use-fit-view';

/** Panels need a frame to take their place. */
const SETTLE_MS = 40;

/** Moves the canvas when the inspected node would be hidden by a panel that just opened. */
export function useRevealInspected(): void {
  const editor = useEditor();
  const reveal = useReveal();
  const inspected = useInteraction((state) => state.inspected);
  const isWide = usePanels((state) => state.inspectorWidth >= INSPECTOR_WIDTH.wide * 0.75);
  const isRunOpen = usePanels((state) => state.runOpen);
  const hasRun = useRun((state) => state.run !== null);
  useEffect(() => {
    if (inspected === null) return undefined;
    const timer = window.setTimeout(() => {
      const node = editor.document.getState().graph.nodes.find((candidate) => candidate.id === inspected);
      if (node) reveal(nodeBox(node, editor.catalog));
    }, SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [inspected, isWide, isRunOpen, hasRun, editor, reveal]);
}
