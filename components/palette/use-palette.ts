'use client';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useReactFlow } from '@xyflow/react';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { addNode } from '@/components/editor/add-node';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import type { PaletteTarget } from '@/components/editor/interaction-store';
import { paletteGroups } from './search-node-types';

/** The node that the next one follows, given what the palette was opened for. */
export function sourceNodeId(
  target: PaletteTarget,
  edges: readonly { id: string; source: string }[],
): string | null {
  if (target.kind === 'after') return target.nodeId;
  if (target.kind === 'between') return edges.find((edge) => edge.id === target.edgeId)?.source ?? null;
  return null;
}

/** Search, groups, the active entry and adding. */
export function usePalette() {
  const editor = useEditor();
  const { screenToFlowPosition } = useReactFlow();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const target = useInteraction((state) => state.paletteTarget);
  const source = useDocument(({ graph }) => {
    const id = sourceNodeId(target, graph.edges);
    return id === null ? undefined : graph.nodes.find((node) => node.id === id);
  });
  const after = source ? (editor.catalog.find(source.type, source.typeVersion) ?? null) : null;
  const groups = useMemo(
    () =>
      paletteGroups({ definitions: editor.catalog.list(), query, after, withTriggers: source === undefined }),
    [editor.catalog, query, after, source],
  );
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);

  function add(definition: NodeDefinition) {
    const canvas = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect();
    const centre = canvas
      ? { x: canvas.left + canvas.width * 0.45, y: canvas.top + canvas.height * 0.4 }
      : { x: 0, y: 0 };
    const fallback = screenToFlowPosition(centre);
    addNode(editor, definition.type, {
      target,
      fallback: { x: Math.round(fallback.x), y: Math.round(fallback.y) },
    });
    setQuery('');
    setActive(0);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      const next = (active + step + entries.length) % entries.length;
      setActive(next);
      document.getElementById(`palette-option-${entries[next]?.type}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const definition = entries[Math.min(active, entries.length - 1)];
      if (definition) add(definition);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (query !== '') setQuery('');
      else editor.interaction.getState().aimPalette({ kind: 'free' });
      if (query === '' && event.target instanceof HTMLElement) event.target.blur();
    }
  }

  return {
    query,
    setQuery: (text: string) => {
      setQuery(text);
      setActive(0);
    },
    groups,
    active: entries[Math.min(active, entries.length - 1)]?.type ?? null,
    setActive: (type: string) => setActive(entries.findIndex((definition) => definition.type === type)),
    source,
    target,
    add,
    onKeyDown,
  };
}
