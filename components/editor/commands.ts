/** What a person can do in the editor, as objects: the toolbar, menus and shortcuts are all made from this list. */
import {
  BoxSelect,
  CopyPlus,
  Maximize,
  Plus,
  Redo2,
  StickyNote,
  ToggleRight,
  Trash2,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import { openPalette } from '@/components/palette/open-palette';
import type { Editor } from './editor-context';
import { isEmptySelection, type Point } from './interaction-store';

export type CommandId =
  | 'add-node'
  | 'add-note'
  | 'undo'
  | 'redo'
  | 'duplicate'
  | 'delete'
  | 'select-all'
  | 'toggle-disabled'
  | 'fit-view';

export interface CommandContext {
  editor: Editor;
  /** Centre of what is visible, in the graph's coordinates. */
  viewCentre(): Point;
  fitView(): void;
}

export interface EditorCommand {
  id: CommandId;
  /** Message key under `editor.commands`. */
  title: CommandId;
  icon: LucideIcon;
  /** First is shown; all work. */
  shortcuts: readonly string[];
  isEnabled(context: CommandContext): boolean;
  run(context: CommandContext): void;
}

const DUPLICATE_OFFSET = { x: 40, y: 60 };
const NOTE_SIZE = { width: 260, height: 140 };

function canWrite({ editor }: CommandContext): boolean {
  return !editor.document.getState().readOnly;
}

function hasSelection(context: CommandContext): boolean {
  return canWrite(context) && !isEmptySelection(context.editor.interaction.getState().selection);
}

/** Removes what is selected as one undo step. */
export function removeSelection(editor: Editor): void {
  const { selection, inspected, select, inspect } = editor.interaction.getState();
  editor.endGesture();
  const outcome = editor.apply({
    kind: 'remove-nodes',
    nodeIds: selection.nodes,
    noteIds: selection.notes,
    edgeIds: selection.edges,
  });
  if (!outcome.done) return;
  if (inspected !== null && selection.nodes.includes(inspected)) inspect(null);
  select({});
}

function duplicate({ editor }: CommandContext): void {
  const { selection, select } = editor.interaction.getState();
  editor.endGesture();
  const outcome = editor.apply({
    kind: 'duplicate',
    nodeIds: selection.nodes,
    noteIds: selection.notes,
    offset: DUPLICATE_OFFSET,
    idSeed: editor.newId('copy'),
  });
  if (outcome.done) selectCreated(editor, outcome.created, select);
}

/** Selects nodes and notes that an edit just made. */
export function selectCreated(
  editor: Editor,
  created: readonly string[],
  select = editor.interaction.getState().select,
): void {
  const { nodes, notes } = editor.document.getState().graph;
  select({
    nodes: nodes.filter((node) => created.includes(node.id)).map((node) => node.id),
    notes: notes.filter((note) => created.includes(note.id)).map((note) => note.id),
  });
}

function toggleDisabled({ editor }: CommandContext): void {
  const { nodes } = editor.interaction.getState().selection;
  const { graph } = editor.document.getState();
  const disabled = graph.nodes.some((node) => nodes.includes(node.id) && !node.settings.disabled);
  editor.apply({ kind: 'set-disabled', nodeIds: nodes, disabled });
}

function addNote({ editor, viewCentre }: CommandContext): void {
  const centre = viewCentre();
  const id = editor.newId('note');
  const position = {
    x: Math.round(centre.x - NOTE_SIZE.width / 2),
    y: Math.round(centre.y - NOTE_SIZE.height / 2),
  };
  editor.apply({ kind: 'add-note', note: { id, text: '', position, size: NOTE_SIZE } });
  editor.interaction.getState().select({ notes: [id] });
}

function selectAll({ editor }: CommandContext): void {
  const { nodes, notes, edges } = editor.document.getState().graph;
  const ids = (list: readonly { id: string }[]) => list.map((entry) => entry.id);
  editor.interaction.getState().select({ nodes: ids(nodes), notes: ids(notes), edges: ids(edges) });
}

const showPalette = ({ editor }: CommandContext) => openPalette(editor, paletteTarget(editor));

/** With one node selected the next one follows it; else it stands free. */
function paletteTarget(editor: Editor) {
  const [nodeId, ...more] = editor.interaction.getState().selection.nodes;
  const { graph } = editor.document.getState();
  const node = graph.nodes.find((candidate) => candidate.id === nodeId);
  const definition = node && more.length === 0 ? editor.catalog.find(node.type, node.typeVersion) : undefined;
  const outputs = definition && !('byField' in definition.outputs) ? definition.outputs : [];
  const free = outputs.find(
    (port) => !graph.edges.some((edge) => edge.source === nodeId && edge.sourcePort === port.name),
  );
  return node && free
    ? ({ kind: 'after', nodeId: node.id, port: free.name } as const)
    : ({ kind: 'free' } as const);
}

function command(
  id: CommandId,
  icon: LucideIcon,
  rest: { shortcuts: readonly string[]; isEnabled: EditorCommand['isEnabled']; run: EditorCommand['run'] },
): EditorCommand {
  return { id, title: id, icon, ...rest };
}

/** Every command of the editor. */
export const EDITOR_COMMANDS: readonly EditorCommand[] = [
  command('add-node', Plus, { shortcuts: ['n', '/'], isEnabled: canWrite, run: showPalette }),
  command('add-note', StickyNote, { shortcuts: ['shift+n'], isEnabled: canWrite, run: addNote }),
  command('undo', Undo2, {
    shortcuts: ['mod+z'],
    isEnabled: ({ editor }) => editor.document.getState().canUndo,
    run: ({ editor }) => editor.undo(),
  }),
  command('redo', Redo2, {
    shortcuts: ['mod+shift+z', 'mod+y'],
    isEnabled: ({ editor }) => editor.document.getState().canRedo,
    run: ({ editor }) => editor.redo(),
  }),
  command('duplicate', CopyPlus, { shortcuts: ['mod+d'], isEnabled: hasSelection, run: duplicate }),
  command('delete', Trash2, {
    shortcuts: ['delete', 'backspace'],
    isEnabled: hasSelection,
    run: ({ editor }) => removeSelection(editor),
  }),
  command('select-all', BoxSelect, { shortcuts: ['mod+a'], isEnabled: () => true, run: selectAll }),
  command('toggle-disabled', ToggleRight, { shortcuts: ['d'], isEnabled: hasSelection, run: toggleDisabled }),
  command('fit-view', Maximize, {
    shortcuts: ['shift+1', '1'],
    isEnabled: () => true,
    run: ({ fitView }) => fitView(),
  }),
];

/** The command with an id. */
export function findCommand(id: CommandId): EditorCommand | undefined {
  return EDITOR_COMMANDS.find((candidate) => candidate.id === id);
}
