'use client';
import { useEffect } from 'react';
import { clipboardText, looksLikeWorkflow, parseClipboard } from '@/core/draft/clipboard';
import type { CommandContext } from './command-context';
import { EDITOR_COMMANDS, type CommandId } from './commands';
import { removeSelection, selectCreated } from './edit-commands';
import type { Editor } from './editor-context';
import { isMacPlatform, matchesShortcut } from './shortcut';
import { SHORTCUTS } from './shortcut-table';

/** These mean the same in a field. */
const WHILE_TYPING: readonly CommandId[] = ['test-run', 'run-node', 'search'];
const PASTE_OFFSET = { x: 48, y: 48 };

/** True while keys belong to a text field, a menu or a dialog and not to the canvas. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]',
    ) !== null
  );
}

/** True in a panel where a single key belongs to what stands there, such as the inspector: it must not change the graph. */
function isInPanel(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-own-keys]') !== null;
}

/** Whether a command may be run by keys that were pressed there. */
function isMeant(id: CommandId, event: KeyboardEvent): boolean {
  if (isTyping(event.target)) return WHILE_TYPING.includes(id);
  const isSingleKey = !event.metaKey && !event.ctrlKey;
  return !isSingleKey || !isInPanel(event.target) || SHORTCUTS[id].group === 'general';
}

function hasTextSelection(): boolean {
  const selection = window.getSelection();
  return selection !== null && !selection.isCollapsed;
}

function copy(editor: Editor, event: ClipboardEvent): boolean {
  if (isTyping(event.target) || hasTextSelection()) return false;
  const { selection } = editor.interaction.getState();
  if (selection.nodes.length + selection.notes.length === 0) return false;
  const { graph } = editor.document.getState();
  event.clipboardData?.setData(
    'text/plain',
    clipboardText(graph, { nodeIds: selection.nodes, noteIds: selection.notes }),
  );
  event.preventDefault();
  return true;
}

function paste(editor: Editor, event: ClipboardEvent, onRefused: (message: string) => void): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (isTyping(event.target) || !looksLikeWorkflow(text)) return;
  event.preventDefault();
  const parsed = parseClipboard(text);
  if (!parsed.graph) {
    const [problem] = parsed.problems;
    onRefused(problem ? editor.texts.problem(problem).message : '');
    return;
  }
  editor.endGesture();
  const outcome = editor.apply({
    kind: 'paste',
    fragment: parsed.graph,
    offset: PASTE_OFFSET,
    idSeed: editor.newId('paste'),
  });
  if (outcome.done) selectCreated(editor, outcome.created);
  else onRefused(outcome.problem.message);
}

/** Commands by keyboard, and copy, cut and paste through the clipboard's own events. */
export function useEditorShortcuts(context: CommandContext, onPasteRefused: (message: string) => void): void {
  useEffect(() => {
    const { editor } = context;
    const isMac = isMacPlatform(navigator.platform);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const command = EDITOR_COMMANDS.find(({ shortcuts }) =>
        shortcuts.some((shortcut) => matchesShortcut(shortcut, event, isMac)),
      );
      if (!command || !isMeant(command.id, event)) return;
      event.preventDefault();
      if (command.isEnabled(context)) command.run(context);
    };
    const onCopy = (event: ClipboardEvent) => void copy(editor, event);
    const onCut = (event: ClipboardEvent) => {
      if (editor.document.getState().readOnly || isInPanel(event.target)) return;
      if (copy(editor, event)) removeSelection(editor);
    };
    const onPaste = (event: ClipboardEvent) => paste(editor, event, onPasteRefused);
    const stop = new AbortController();
    document.addEventListener('keydown', onKeyDown, stop);
    document.addEventListener('copy', onCopy, stop);
    document.addEventListener('cut', onCut, stop);
    document.addEventListener('paste', onPaste, stop);
    return () => stop.abort();
  }, [context, onPasteRefused]);
}
