/** What a person can do in the editor, as objects: buttons, menus, ⌘K and shortcuts are all made from this list. */
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  BoxSelect,
  Cable,
  CopyPlus,
  Focus,
  Keyboard,
  Map as MapIcon,
  Maximize,
  PencilLine,
  Play,
  Plus,
  Redo2,
  Search,
  StepForward,
  StickyNote,
  ToggleRight,
  Trash2,
  Undo2,
  Workflow,
  ZoomIn,
  ZoomOut,
  Scan,
  type LucideIcon,
} from 'lucide-react';
import { arrange } from './arrange-commands';
import type { CommandContext } from './command-context';
import {
  addNext,
  addNote,
  duplicate,
  removeSelected,
  renameSelected,
  selectAll,
  startTest,
  startWiring,
  step,
  toggleDisabled,
} from './edit-commands';
import { isEmptySelection } from './interaction-store';
import { SHORTCUTS, type ShortcutId } from './shortcut-table';

/** Shortcuts that are no command: they need the canvas, the clipboard or the whole page. */
type NotACommand =
  'command-menu' | 'walk' | 'open' | 'back' | 'context-menu' | 'copy' | 'cut' | 'paste' | 'move' | 'add-next';

/** Also the message key under `editor.commands`. */
export type CommandId = Exclude<ShortcutId, NotACommand>;

export interface EditorCommand {
  id: CommandId;
  icon: LucideIcon;
  /** First is shown; all work. */
  shortcuts: readonly string[];
  isEnabled(context: CommandContext): boolean;
  run(context: CommandContext): void;
}

function canWrite({ editor }: CommandContext): boolean {
  return !editor.document.getState().readOnly;
}

function selected(context: CommandContext, atLeast = 1): boolean {
  const { nodes, notes } = context.editor.interaction.getState().selection;
  return canWrite(context) && nodes.length + notes.length >= atLeast;
}

function hasSelection(context: CommandContext): boolean {
  return canWrite(context) && !isEmptySelection(context.editor.interaction.getState().selection);
}

/** One node, and nothing besides it. */
function hasOneNode(context: CommandContext): boolean {
  return canWrite(context) && context.editor.interaction.getState().selection.nodes.length === 1;
}

/** The node to run alone: the inspected one, else the only one selected. */
function runnableNode({ editor }: CommandContext): string | null {
  if (!editor.permissions.includes('run:start')) return null;
  const { inspected, selection } = editor.interaction.getState();
  return inspected ?? (selection.nodes.length === 1 ? (selection.nodes[0] ?? null) : null);
}

const always = () => true;

function command(
  id: CommandId,
  icon: LucideIcon,
  rest: { isEnabled: EditorCommand['isEnabled']; run: EditorCommand['run'] },
): EditorCommand {
  return { id, icon, shortcuts: SHORTCUTS[id].keys, ...rest };
}

function arranging(
  id: Parameters<typeof arrange>[1] & CommandId,
  icon: LucideIcon,
  atLeast: number,
): EditorCommand {
  return command(id, icon, {
    isEnabled: (context) => selected(context, atLeast),
    run: (context) => arrange(context, id),
  });
}

/** Every command of the editor. */
export const EDITOR_COMMANDS: readonly EditorCommand[] = [
  command('add-node', Plus, { isEnabled: canWrite, run: ({ editor }) => addNext(editor) }),
  command('connect', Cable, { isEnabled: hasOneNode, run: startWiring }),
  command('add-note', StickyNote, { isEnabled: canWrite, run: addNote }),
  command('rename', PencilLine, { isEnabled: hasOneNode, run: renameSelected }),
  command('test-run', Play, {
    isEnabled: ({ editor }) => editor.permissions.includes('run:start'),
    run: startTest,
  }),
  command('run-node', StepForward, {
    isEnabled: (context) => runnableNode(context) !== null,
    run: (context) => {
      const nodeId = runnableNode(context);
      if (nodeId !== null) void context.runs.runOnly(nodeId);
    },
  }),
  command('search', Search, {
    isEnabled: always,
    run: ({ editor }) => editor.panels.getState().setSearchOpen(true),
  }),
  command('undo', Undo2, {
    isEnabled: ({ editor }) => editor.document.getState().canUndo,
    run: (context) => step(context, 'undo'),
  }),
  command('redo', Redo2, {
    isEnabled: ({ editor }) => editor.document.getState().canRedo,
    run: (context) => step(context, 'redo'),
  }),
  command('duplicate', CopyPlus, { isEnabled: selected, run: duplicate }),
  command('toggle-disabled', ToggleRight, {
    isEnabled: (context) =>
      selected(context) && context.editor.interaction.getState().selection.nodes.length > 0,
    run: toggleDisabled,
  }),
  command('delete', Trash2, { isEnabled: hasSelection, run: removeSelected }),
  command('select-all', BoxSelect, { isEnabled: always, run: selectAll }),
  command('tidy-up', Workflow, { isEnabled: canWrite, run: ({ tidyUp }) => tidyUp() }),
  arranging('align-left', AlignStartVertical, 2),
  arranging('align-centre', AlignCenterVertical, 2),
  arranging('align-right', AlignEndVertical, 2),
  arranging('align-top', AlignStartHorizontal, 2),
  arranging('align-middle', AlignCenterHorizontal, 2),
  arranging('align-bottom', AlignEndHorizontal, 2),
  arranging('distribute-horizontal', AlignHorizontalSpaceAround, 3),
  arranging('distribute-vertical', AlignVerticalSpaceAround, 3),
  command('fit-view', Maximize, { isEnabled: always, run: ({ fitView }) => fitView() }),
  command('zoom-selection', Focus, { isEnabled: always, run: ({ zoomToSelection }) => zoomToSelection() }),
  command('zoom-reset', Scan, { isEnabled: always, run: ({ zoomBy }) => zoomBy('reset') }),
  command('zoom-in', ZoomIn, { isEnabled: always, run: ({ zoomBy }) => zoomBy('in') }),
  command('zoom-out', ZoomOut, { isEnabled: always, run: ({ zoomBy }) => zoomBy('out') }),
  command('minimap', MapIcon, {
    isEnabled: always,
    run: ({ editor }) => {
      const { minimapOpen, setMinimapOpen } = editor.panels.getState();
      setMinimapOpen(!minimapOpen);
    },
  }),
  command('keyboard-map', Keyboard, {
    isEnabled: always,
    run: ({ showKeyboardMap }) => showKeyboardMap(),
  }),
];

/** The command with an id. */
export function findCommand(id: CommandId): EditorCommand | undefined {
  return EDITOR_COMMANDS.find((candidate) => candidate.id === id);
}
