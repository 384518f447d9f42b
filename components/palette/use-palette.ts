'use client';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useReactFlow } from '@xyflow/react';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { focusCanvas } from '@/components/canvas/focus-node';
import { addNode } from '@/components/editor/add-node';
import { browserStorage } from '@/components/editor/browser-parts';
import { useCommands } from '@/components/editor/command-context';
import { useDocument, useEditor, useInteraction } from '@/components/editor/editor-context';
import type { PaletteTarget } from '@/components/editor/interaction-store';
import { readPaletteMemory, rememberUse, writePaletteMemory } from './palette-memory';
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
  const context = useCommands();
  const [query, setQuery] = useState('');
  const [memory, setMemory] = useState(() => readPaletteMemory(browserStorage()));
  const [active, setActive] = useState(0);
  const target = useInteraction((state) => state.paletteTarget);
  const source = useDocument(({ graph }) => {
    const id = sourceNodeId(target, graph.edges);
    return id === null ? undefined : graph.nodes.find((node) => node.id === id);
  });
  const after = source ? (editor.catalog.find(source.type, source.typeVersion) ?? null) : null;
  const groups = useMemo(
    () =>
      paletteGroups({
        definitions: editor.catalog.list(),
        query,
        after,
        withTriggers: source === undefined,
        memory,
      }),
    [editor.catalog, query, after, source, memory],
  );
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);

  function add(definition: NodeDefinition) {
    const canvas = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect();
    const centre = canvas
      ? { x: canvas.left + canvas.width * 0.45, y: canvas.top + canvas.height * 0.4 }
      : { x: 0, y: 0 };
    const fallback = screenToFlowPosition(centre);
    const made = addNode(editor, definition.type, {
      target,
      fallback: { x: Math.round(fallback.x), y: Math.round(fallback.y) },
    });
    setQuery('');
    setActive(0);
    if (!made) return;
    remember(definition.type);
    context?.announce('added', { name: made.name });
  }

  function remember(type: string) {
    const next = rememberUse(memory, type, source?.type ?? null);
    setMemory(next);
    writePaletteMemory(browserStorage(), next);
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
      else {
        editor.interaction.getState().aimPalette({ kind: 'free' });
        focusCanvas(editor.interaction.getState().selection.nodes.at(-1));
      }
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
