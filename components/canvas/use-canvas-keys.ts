'use client';
import { useCallback, useEffect, type RefObject } from 'react';
import { useTranslations } from 'next-intl';
import { useEditor, type Editor } from '@/components/editor/editor-context';
import { addNext } from '@/components/editor/edit-commands';
import { isMacPlatform } from '@/components/editor/shortcut';
import { isPressed } from '@/components/editor/shortcut-table';
import { isTyping } from '@/components/editor/use-editor-shortcuts';
import { firstNode, nodeInDirection, type Arrow } from './arrow-navigation';
import { nodeBox } from './boxes';
import { noteIdOf } from './flow-ids';
import { focusCanvas } from './focus-node';
import { useReveal } from './use-fit-view';

const ARROWS: readonly string[] = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'];
const STEP = 16;

function isArrow(key: string): key is Arrow {
  return ARROWS.includes(key);
}

/** Moves what is selected one step; presses in a row are one undo step. False when nothing is selected. */
function moveSelected({ document, interaction, apply }: Editor, arrow: Arrow): boolean {
  const { selection } = interaction.getState();
  const { graph, readOnly } = document.getState();
  if (readOnly) return false;
  const dx = arrow === 'ArrowRight' ? STEP : arrow === 'ArrowLeft' ? -STEP : 0;
  const dy = arrow === 'ArrowDown' ? STEP : arrow === 'ArrowUp' ? -STEP : 0;
  const moved = (
    list: readonly { id: string; position: { x: number; y: number } }[],
    ids: readonly string[],
  ) =>
    Object.fromEntries(
      list
        .filter(({ id }) => ids.includes(id))
        .map(({ id, position }) => [id, { x: position.x + dx, y: position.y + dy }]),
    );
  const positions = moved(graph.nodes, selection.nodes);
  const notes = moved(graph.notes, selection.notes);
  if (Object.keys(positions).length + Object.keys(notes).length === 0) return false;
  return apply({ kind: 'move-nodes', positions, notes }).done;
}

/** The node the keys are about: the focused one, else the one selected last. */
function currentNode(editor: Editor, target: EventTarget | null): string | undefined {
  const focused = target instanceof HTMLElement ? target.closest('.react-flow__node') : null;
  const id = focused?.getAttribute('data-id');
  if (id && noteIdOf(id) === null) return id;
  return editor.interaction.getState().selection.nodes.at(-1);
}

/** Escape lets go of one thing after another. */
function goBack(editor: Editor): void {
  const { inspected, inspect, select, selection } = editor.interaction.getState();
  if (inspected !== null) inspect(null);
  else select({});
  focusCanvas(inspected !== null ? selection.nodes[0] : undefined);
}

/** Keys belong to the canvas when it has the focus, or when nothing has. */
function isForCanvas(event: KeyboardEvent, frame: HTMLElement | null): boolean {
  const { target } = event;
  if (event.defaultPrevented || isTyping(target) || !(target instanceof Node)) return false;
  return target === document.body || frame?.contains(target) === true;
}

/**
 * Arrow keys walk along the edges, Alt+arrows move, Enter opens the inspector, Tab adds what follows the selected node,
 * Escape lets go.
 */
export function useCanvasKeys(frame: RefObject<HTMLElement | null>): void {
  const t = useTranslations('editor.announce');
  const editor = useEditor();
  const reveal = useReveal();

  const walkTo = useCallback(
    (nodeId: string) => {
      const node = editor.document.getState().graph.nodes.find((candidate) => candidate.id === nodeId);
      if (!node) return;
      const { select, announce, inspected, inspect } = editor.interaction.getState();
      select({ nodes: [nodeId] });
      if (inspected !== null) inspect(nodeId);
      announce(t('selected', { name: node.name }));
      reveal(nodeBox(node, editor.catalog));
      focusCanvas(nodeId);
    },
    [editor, reveal, t],
  );

  useEffect(() => {
    const isMac = isMacPlatform(navigator.platform);
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isForCanvas(event, frame.current)) return;
      const { selection, inspect, select } = editor.interaction.getState();
      const { graph } = editor.document.getState();
      const current = currentNode(editor, event.target);
      const isOnButton = event.target instanceof Element && event.target.closest('button') !== null;
      if (isArrow(event.key) && isPressed('walk', event, isMac)) {
        event.preventDefault();
        const next = current ? nodeInDirection(graph, current, event.key) : firstNode(graph);
        if (next) walkTo(next);
      } else if (isArrow(event.key) && isPressed('move', event, isMac)) {
        event.preventDefault();
        if (moveSelected(editor, event.key)) editor.interaction.getState().announce(t('moved'));
      } else if (isPressed('open', event, isMac) && !isOnButton) {
        const [noteId] = selection.nodes.length === 0 ? selection.notes : [];
        if (noteId !== undefined) {
          event.preventDefault();
          editor.interaction.getState().write({ kind: 'note', id: noteId });
        } else if (current !== undefined) {
          event.preventDefault();
          select({ nodes: [current] });
          inspect(current);
        }
      } else if (isPressed('add-next', event, isMac) && selection.nodes.length === 1 && !isOnButton) {
        // With nothing selected Tab goes on through the page as everywhere.
        if (editor.document.getState().readOnly) return;
        event.preventDefault();
        addNext(editor);
      } else if (isPressed('back', event, isMac)) goBack(editor);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [editor, frame, walkTo, t]);
}
