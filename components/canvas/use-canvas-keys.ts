'use client';
import { useCallback, type KeyboardEvent } from 'react';
import { useReactFlow } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useEditor } from '@/components/editor/editor-context';
import { isTyping } from '@/components/editor/use-editor-shortcuts';
import { firstNode, nodeInDirection, type Arrow } from './arrow-navigation';
import { NODE_WIDTH, HEADER_HEIGHT } from './node-geometry';

const ARROWS: readonly string[] = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'];

function isArrow(key: string): key is Arrow {
  return ARROWS.includes(key);
}

/** Arrow keys walk along the edges, Enter opens the inspector, Escape lets go. */
export function useCanvasKeys() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const { setCenter, getZoom } = useReactFlow();

  const walkTo = useCallback(
    (nodeId: string) => {
      const node = editor.document.getState().graph.nodes.find((candidate) => candidate.id === nodeId);
      if (!node) return;
      const { select, announce, inspected, inspect } = editor.interaction.getState();
      select({ nodes: [nodeId] });
      if (inspected !== null) inspect(nodeId);
      announce(t('announce.selected', { name: node.name }));
      const element = document.querySelector(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);
      if (element instanceof HTMLElement) element.focus({ preventScroll: true });
      const { x, y } = node.position;
      void setCenter(x + NODE_WIDTH / 2, y + HEADER_HEIGHT / 2, { zoom: getZoom(), duration: 120 });
    },
    [editor, setCenter, getZoom, t],
  );

  return useCallback(
    (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      const { selection, inspected, inspect, select } = editor.interaction.getState();
      const { graph } = editor.document.getState();
      const focused = event.target instanceof HTMLElement ? event.target.closest('.react-flow__node') : null;
      const current = focused?.getAttribute('data-id') ?? selection.nodes.at(-1);
      if (isArrow(event.key)) {
        event.preventDefault();
        const next = current ? nodeInDirection(graph, current, event.key) : firstNode(graph);
        if (next) walkTo(next);
      } else if (event.key === 'Enter' && current && graph.nodes.some((node) => node.id === current)) {
        if (event.target instanceof HTMLElement && event.target.closest('button')) return;
        event.preventDefault();
        select({ nodes: [current] });
        inspect(current);
      } else if (event.key === 'Escape') {
        if (inspected !== null) inspect(null);
        else select({});
      }
    },
    [editor, walkTo],
  );
}
