'use client';
import { useCallback, useEffect, useRef } from 'react';
import type { DraftEdit } from '@/core/draft/edit';
import type { Editor } from '@/components/editor/editor-context';
import type { Announce } from '@/components/editor/command-context';
import type { Point, Selection } from '@/components/editor/interaction-store';
import { askWorker, type AskedWorker } from '@/components/editor/ask-worker';
import { nodeBox, portsOf } from './boxes';
import { noteFlowId } from './flow-ids';
import type { LayoutInput, LayoutResult } from './layered-layout';
import { wantsStillness } from './wants-stillness';

const GLIDE_MS = 140;
/** Gliding more than these would stutter. */
const GLIDE_LIMIT = 120;

/** What is laid out: the selected nodes when there are several, else everything. */
function layoutInput({ document, catalog }: Editor, selection: Selection): LayoutInput {
  const { graph } = document.getState();
  const chosen = selection.nodes.length > 1 ? new Set(selection.nodes) : null;
  const nodes = chosen ? graph.nodes.filter((node) => chosen.has(node.id)) : graph.nodes;
  return {
    nodes: nodes.map((node) => ({
      ...nodeBox(node, catalog),
      outputs: portsOf(node, catalog).outputs.map((port) => port.name),
    })),
    edges: graph.edges.map(({ id, source, sourcePort, target }) => ({ id, source, sourcePort, target })),
    notes: (chosen ? [] : graph.notes).map((note) => ({ id: note.id, ...note.position, ...note.size })),
  };
}

function layoutEdits({ nodes, notes }: LayoutResult): DraftEdit[] {
  const resized = Object.values(notes).map((box): DraftEdit => {
    const { id, x, y, width, height } = box;
    return { kind: 'resize-note', noteId: id, size: { width, height }, position: { x, y } };
  });
  return [{ kind: 'move-nodes', positions: nodes }, ...resized];
}

function placesOf({ document }: Editor): Map<string, Point> {
  const { nodes, notes } = document.getState().graph;
  return new Map([
    ...nodes.map(({ id, position }): [string, Point] => [id, position]),
    ...notes.map(({ id, position }): [string, Point] => [noteFlowId(id), position]),
  ]);
}

/** Shows the way from the old places to the new ones, which the draft has already. */
function glide(editor: Editor, before: ReadonlyMap<string, Point>): void {
  const after = placesOf(editor);
  const moved = [...after].filter(([id, to]) => {
    const from = before.get(id);
    return from && (from.x !== to.x || from.y !== to.y);
  });
  const isStill = wantsStillness();
  if (isStill || moved.length === 0 || moved.length > GLIDE_LIMIT) return;
  const { dragTo, endDrag } = editor.interaction.getState();
  const begin = performance.now();
  const show = (now: number) => {
    const part = Math.min(1, Math.max(0, (now - begin) / GLIDE_MS));
    const eased = 1 - (1 - part) ** 3;
    if (part === 1) return endDrag();
    dragTo(
      Object.fromEntries(
        moved.map(([id, to]) => {
          const from = before.get(id) ?? to;
          return [id, { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased }];
        }),
      ),
    );
    requestAnimationFrame(show);
    return undefined;
  };
  show(begin);
}

interface Tidying {
  worker: AskedWorker<{ input: LayoutInput }, LayoutResult>;
  announce: Announce;
  fitView(): void;
}

async function tidyUp(editor: Editor, { worker, announce, fitView }: Tidying): Promise<void> {
  const { selection } = editor.interaction.getState();
  const { graph } = editor.document.getState();
  const result = await worker.ask({ input: layoutInput(editor, selection) });
  // Somebody drew meanwhile: what was computed is for another graph.
  if (editor.document.getState().graph !== graph) return;
  const count = Object.keys(result.nodes).length + Object.keys(result.notes).length;
  const before = placesOf(editor);
  if (count > 0) {
    editor.endGesture();
    const { done } = editor.apply({ kind: 'batch', edits: layoutEdits(result) });
    editor.endGesture();
    if (done) glide(editor, before);
  }
  announce('tidied', { count });
  if (selection.nodes.length <= 1) fitView();
}

/** Lays the graph, or what is selected of it, out in columns: one undo step, computed in a worker. */
export function useTidyUp(editor: Editor, announce: Announce, fitView: () => void): () => void {
  const worker = useRef<Tidying['worker'] | null>(null);
  useEffect(() => () => worker.current?.stop(), []);
  return useCallback(() => {
    if (editor.document.getState().readOnly) return;
    worker.current ??= askWorker(
      () => new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' }),
    );
    // Leaving the page stops the worker in the middle of its work.
    tidyUp(editor, { worker: worker.current, announce, fitView }).catch(() => undefined);
  }, [editor, announce, fitView]);
}
