'use client';
import { useMemo, useState } from 'react';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import { createFlowAdapter, type Flow } from './to-flow';

/** The projection in React Flow's terms. */
export function useFlow(): Flow {
  const { catalog } = useEditor();
  const [toFlow] = useState(createFlowAdapter);
  const graph = useDocument((state) => state.graph);
  const problems = useDocument((state) => state.problemsByNode);
  const readOnly = useDocument((state) => state.readOnly);
  const selection = useInteraction((state) => state.selection);
  const drag = useInteraction((state) => state.drag);
  return useMemo(
    () => toFlow({ graph, catalog, problems, selection, drag, readOnly }),
    [toFlow, graph, catalog, problems, selection, drag, readOnly],
  );
}
