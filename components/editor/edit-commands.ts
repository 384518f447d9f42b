/** What the commands that change the draft do. */
import { clearPlace } from '@/components/canvas/arrange';
import { nodeBox } from '@/components/canvas/boxes';
import { focusCanvas } from '@/components/canvas/focus-node';
import { openPalette } from '@/components/palette/open-palette';
import { outputPorts, portKind } from '@/core/node-kit/ports';
import type { CommandContext } from './command-context';
import type { Editor } from './editor-context';
import type { PaletteTarget } from './interaction-store';
import { testTriggers, triggerAtOnce } from './test-start';

const DUPLICATE_OFFSET = { x: 40, y: 60 };
const NOTE_SIZE = { width: 260, height: 140 };

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

/** Removes what is selected and says so. The keyboard goes on where the first of it came from. */
export function removeSelected({ editor, announce }: CommandContext): void {
  const { nodes, notes, edges } = editor.interaction.getState().selection;
  const { graph } = editor.document.getState();
  const gone = new Set(nodes);
  const before = graph.edges.find((edge) => gone.has(edge.target) && !gone.has(edge.source))?.source;
  removeSelection(editor);
  announce('removed', { count: nodes.length + notes.length + edges.length });
  if (before !== undefined) editor.interaction.getState().select({ nodes: [before] });
  focusCanvas(before);
}

/** Selects nodes and notes that an edit just made. */
export function selectCreated(editor: Editor, created: readonly string[]): void {
  const { nodes, notes } = editor.document.getState().graph;
  const made = new Set(created);
  editor.interaction.getState().select({
    nodes: nodes.filter((node) => made.has(node.id)).map((node) => node.id),
    notes: notes.filter((note) => made.has(note.id)).map((note) => note.id),
  });
}

/** Copies what is selected beside it, edges between the copies included. */
export function duplicate({ editor, announce }: CommandContext): void {
  const { selection } = editor.interaction.getState();
  editor.endGesture();
  const outcome = editor.apply({
    kind: 'duplicate',
    nodeIds: selection.nodes,
    noteIds: selection.notes,
    offset: DUPLICATE_OFFSET,
    idSeed: editor.newId('copy'),
  });
  if (!outcome.done) return;
  selectCreated(editor, outcome.created);
  announce('duplicated', { count: outcome.created.length });
}

/** Switches the selected nodes off; on, when all of them are off. */
export function toggleDisabled({ editor, announce }: CommandContext): void {
  const { nodes } = editor.interaction.getState().selection;
  const { graph } = editor.document.getState();
  const disabled = graph.nodes.some((node) => nodes.includes(node.id) && !node.settings.disabled);
  editor.apply({ kind: 'set-disabled', nodeIds: nodes, disabled });
  announce(disabled ? 'disabled' : 'enabled', { count: nodes.length });
}

/** A fresh note in the middle of the view, ready to be written. */
export function addNote({ editor, viewCentre, announce }: CommandContext): void {
  const centre = viewCentre();
  const id = editor.newId('note');
  const wished = {
    x: Math.round(centre.x - NOTE_SIZE.width / 2),
    y: Math.round(centre.y - NOTE_SIZE.height / 2),
    ...NOTE_SIZE,
  };
  const { graph } = editor.document.getState();
  const position = clearPlace(wished, [
    ...graph.nodes.map((node) => nodeBox(node, editor.catalog)),
    ...graph.notes.map((note) => ({ ...note.position, ...note.size })),
  ]);
  const { done } = editor.apply({ kind: 'add-note', note: { id, text: '', position, size: NOTE_SIZE } });
  if (!done) return;
  const { select, write } = editor.interaction.getState();
  select({ notes: [id] });
  write({ kind: 'note', id });
  announce('noteAdded');
}

/** Everything on the canvas. */
export function selectAll({ editor, announce }: CommandContext): void {
  const { nodes, notes, edges } = editor.document.getState().graph;
  const ids = (list: readonly { id: string }[]) => list.map((entry) => entry.id);
  editor.interaction.getState().select({ nodes: ids(nodes), notes: ids(notes), edges: ids(edges) });
  announce('selectedAll', { count: nodes.length + notes.length });
}

/** The one selected node, unless there are more. */
function onlyNode(editor: Editor) {
  const [nodeId, ...more] = editor.interaction.getState().selection.nodes;
  const node = editor.document.getState().graph.nodes.find((candidate) => candidate.id === nodeId);
  const definition = node && editor.catalog.find(node.type, node.typeVersion);
  if (!node || !definition || more.length > 0) return null;
  const outputs = outputPorts(definition, node).filter((port) => portKind(port) === 'items');
  return { node, outputs };
}

/** With one node selected the next one follows it, by its first free output; else it stands free. */
function paletteTarget(editor: Editor): PaletteTarget {
  const only = onlyNode(editor);
  const { edges } = editor.document.getState().graph;
  const isFree = (port: string) =>
    !edges.some((edge) => edge.source === only?.node.id && edge.sourcePort === port);
  const port = only?.outputs.find(({ name }) => isFree(name)) ?? only?.outputs[0];
  return only && port ? { kind: 'after', nodeId: only.node.id, port: port.name } : { kind: 'free' };
}

/** Opens the palette for the node that comes next. */
export function addNext(editor: Editor): void {
  openPalette(editor, paletteTarget(editor));
}

/** Begins an edge by keyboard; a lone output needs no choice. */
export function startWiring({ editor }: CommandContext): void {
  const only = onlyNode(editor);
  if (!only) return;
  const [port, ...more] = only.outputs;
  editor.interaction.getState().wire({
    nodeId: only.node.id,
    port: port && more.length === 0 ? port.name : null,
  });
}

/** Lets the selected node's name be written where it stands. */
export function renameSelected({ editor }: CommandContext): void {
  const [id] = editor.interaction.getState().selection.nodes;
  if (id !== undefined) editor.interaction.getState().write({ kind: 'node', id });
}

/** Undo or redo. */
export function step({ editor, announce }: CommandContext, way: 'undo' | 'redo'): void {
  editor[way]();
  announce(way === 'undo' ? 'undone' : 'redone');
}

/** Runs the draft at once where there is nothing to choose; else shows the choice. */
export function startTest({ editor, test }: CommandContext): void {
  const triggers = testTriggers(editor.document.getState().graph, editor.catalog);
  const atOnce = triggerAtOnce(triggers);
  if (atOnce) void test.start(atOnce.node.id);
  else if (triggers.length > 0) editor.panels.getState().setTestMenuOpen(true);
}
