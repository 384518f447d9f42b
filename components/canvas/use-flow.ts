'use client';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { useEditor, type Editor } from '@/components/editor/editor-context';
import { createFlowAdapter, type Flow } from './to-flow';

/** Reads the stores through an adapter; the same object until something on the canvas changes. */
function createFlowReader({ catalog, document, interaction }: Editor): () => Flow {
  const toFlow = createFlowAdapter();
  let before: readonly unknown[] = [];
  let flow: Flow = { nodes: [], edges: [] };
  return () => {
    const { graph, problemsByNode: problems, readOnly } = document.getState();
    const { selection, drag } = interaction.getState();
    const now = [graph, problems, readOnly, selection, drag];
    if (now.every((value, index) => value === before[index])) return flow;
    before = now;
    const next = toFlow({ graph, catalog, problems, selection, drag, readOnly });
    if (next.nodes !== flow.nodes || next.edges !== flow.edges) flow = next;
    return flow;
  };
}

/** The projection in React Flow's terms. Draws again only when what is drawn changed, not with every keystroke. */
export function useFlow(): Flow {
  const editor = useEditor();
  const [read] = useState(() => createFlowReader(editor));
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [editor.document.subscribe(listener), editor.interaction.subscribe(listener)];
      return () => stops.forEach((stop) => stop());
    },
    [editor],
  );
  return useSyncExternalStore(subscribe, read, read);
}
