/** Edits of nodes: add, move, rename, parameters, settings, remove. */
import * as Y from 'yjs';
import { graphEdgeSchema, graphIdSchema } from '@/core/contracts/portable-workflow';
import { renameNodeReferences } from '@/core/expression/references';
import { CODE_FIELD, CODE_TYPE, renameInCode } from '@/core/node-kit/code-names';
import { isReservedId } from '@/core/graph/check-structure';
import type { Json } from '@/core/items/item';
import type { DraftEdit, EditOutcome, ParameterPath, Point } from './edit';
import { mapAt } from './layout';
import type { DraftRoots, YMap } from './layout';
import { created, DONE, nameTaken, nodeGone, refused } from './outcome';
import { readObject } from './read-json';
import { writeNode } from './write-entries';
import { toShared, writeIndex, writeKey, writePlain, writeText } from './write-json';

type NodeEdit = Extract<
  DraftEdit,
  {
    kind:
      | 'add-node'
      | 'replace-node'
      | 'move-nodes'
      | 'rename-node'
      | 'set-parameter'
      | 'set-settings'
      | 'set-credential'
      | 'set-disabled'
      | 'remove-nodes';
  }
>;

/** Applies an edit of nodes. */
export function applyNodeEdit(roots: DraftRoots, edit: NodeEdit): EditOutcome {
  switch (edit.kind) {
    case 'add-node':
      if (!graphIdSchema.safeParse(edit.node.id).success || isReservedId(edit.node.id)) {
        return refused('edit.bad-id', edit.node.id, 'A node cannot have this id.');
      }
      if (roots.nodes.has(edit.node.id))
        return refused('edit.id-taken', edit.node.id, 'A node with this id is there already.');
      writeNode(roots, edit.node);
      return created([edit.node.id]);
    case 'replace-node':
      writeNode(roots, edit.node);
      return DONE;
    case 'move-nodes':
      return moveNodes(roots, edit);
    case 'rename-node':
      return renameNode(roots, edit.nodeId, edit.name);
    case 'set-disabled':
      return eachNode(roots, edit.nodeIds, (entry) =>
        writeKey(partOf(entry, 'settings'), 'disabled', edit.disabled),
      );
    case 'remove-nodes':
      return removeNodes(roots, edit);
    default:
      return applyFieldEdit(roots, edit);
  }
}

function applyFieldEdit(
  roots: DraftRoots,
  edit: Extract<NodeEdit, { kind: 'set-parameter' | 'set-settings' | 'set-credential' }>,
): EditOutcome {
  const entry = mapAt(roots.nodes, edit.nodeId);
  if (!entry) return nodeGone(edit.nodeId);
  if (edit.kind === 'set-parameter') return setParameter(entry, edit);
  if (edit.kind === 'set-credential') {
    writeKey(partOf(entry, 'credentials'), edit.slot, edit.credentialId ?? undefined);
    return DONE;
  }
  const settings = partOf(entry, 'settings');
  for (const [key, value] of Object.entries(edit.settings)) {
    if (value !== undefined) writeKey(settings, key, value === null ? undefined : value); // plain setting values
  }
  return DONE;
}

/** A drag may reach us after somebody removed one of the nodes: the others still move. */
function moveNodes(roots: DraftRoots, edit: Extract<DraftEdit, { kind: 'move-nodes' }>): EditOutcome {
  const place = (root: YMap, positions: Readonly<Record<string, Point>>) => {
    for (const [id, position] of Object.entries(positions)) {
      const entry = mapAt(root, id);
      if (entry) writePlain(entry, 'position', { x: position.x, y: position.y });
    }
  };
  place(roots.nodes, edit.positions);
  place(roots.notes, edit.notes ?? {});
  return DONE;
}

function eachNode(roots: DraftRoots, ids: readonly string[], change: (entry: YMap) => void): EditOutcome {
  for (const id of ids) {
    const entry = mapAt(roots.nodes, id);
    if (entry) change(entry);
  }
  return DONE;
}

function renameNode(roots: DraftRoots, nodeId: string, wanted: string): EditOutcome {
  const entry = mapAt(roots.nodes, nodeId);
  if (!entry) return nodeGone(nodeId);
  const name = wanted.trim();
  if (name === '' || name.length > 120) {
    return refused('edit.bad-name', nodeId, 'A node needs a name of at most 120 characters.');
  }
  const from = entry.get('name');
  if (from === name) return DONE;
  let shared = 0;
  for (const other of roots.nodes.values()) {
    if (!(other instanceof Y.Map)) continue;
    const taken: unknown = other.get('name');
    if (taken === name) return nameTaken(nodeId, name);
    if (taken === from) shared += 1;
  }
  writeKey(entry, 'name', name);
  // While two nodes share a name (both were added at once), nobody can say which of them an expression means.
  if (typeof from === 'string' && shared === 1) rewriteReferences(roots, from, name);
  return DONE;
}

function rewriteReferences(roots: DraftRoots, from: string, to: string): void {
  const rename = (text: string) => (text.includes('{{') ? renameNodeReferences(text, from, to) : text);
  for (const entry of roots.nodes.values()) {
    const parameters = entry instanceof Y.Map ? mapAt(entry as YMap, 'parameters') : undefined;
    if (parameters) rewriteTexts(parameters, rename);
    if (parameters && (entry as YMap).get('type') === CODE_TYPE) renameInSource(parameters, { from, to });
  }
}

/** Code names nodes as expressions do, without braces around it. */
function renameInSource(parameters: YMap, { from, to }: { from: string; to: string }): void {
  const source: unknown = parameters.get(CODE_FIELD);
  if (source instanceof Y.Text) writeText(source, renameInCode(source.toString(), from, to));
  else if (typeof source === 'string') parameters.set(CODE_FIELD, renameInCode(source, from, to));
}

function rewriteTexts(container: YMap | Y.Array<unknown>, rename: (text: string) => string): void {
  const visit = (value: unknown, set: (text: string) => void) => {
    if (value instanceof Y.Text) writeText(value, rename(value.toString()));
    else if (value instanceof Y.Map || value instanceof Y.Array) rewriteTexts(value as YMap, rename);
    else if (typeof value === 'string') {
      const next = rename(value);
      if (next !== value) set(next);
    }
  };
  if (container instanceof Y.Array) {
    container.toArray().forEach((value, index) => visit(value, (text) => writeIndex(container, index, text)));
  } else {
    for (const [key, value] of [...container.entries()]) visit(value, (text) => container.set(key, text));
  }
}

function setParameter(entry: YMap, edit: { path: ParameterPath; value?: Json }): EditOutcome {
  const nodeId = null;
  const { path, value } = edit;
  const last = path.at(-1);
  if (last === undefined || path.length > 50 || path.includes('__proto__')) {
    return refused('edit.bad-path', nodeId, 'There is no such parameter.');
  }
  let container: YMap | Y.Array<unknown> = partOf(entry, 'parameters');
  for (let depth = 0; depth < path.length - 1; depth += 1) {
    const next = childAt(container, path[depth] ?? '', typeof path[depth + 1] === 'number');
    if (!next)
      return refused('edit.row-gone', nodeId, 'This row is not there any more; somebody removed it.');
    container = next;
  }
  if (container instanceof Y.Array) {
    if (typeof last !== 'number' || last < 0 || last > container.length) {
      return refused('edit.row-gone', nodeId, 'This row is not there any more; somebody removed it.');
    }
    writeIndex(container, last, value);
  } else writeKey(container, String(last), value);
  return DONE;
}

/** The container at a key, made when nothing fitting stands there; undefined for a list position that does not exist. */
function childAt(
  container: YMap | Y.Array<unknown>,
  key: string | number,
  wantsList: boolean,
): YMap | Y.Array<unknown> | undefined {
  const inList = container instanceof Y.Array;
  if (inList && (typeof key !== 'number' || key < 0 || key > container.length)) return undefined;
  const read = () => (inList ? container.get(Number(key)) : container.get(String(key)));
  const isFit = (value: unknown) => (wantsList ? value instanceof Y.Array : value instanceof Y.Map);
  if (!(inList && key === container.length) && isFit(read())) return read() as YMap; // its kind was just checked
  if (inList) writeIndex(container, Number(key), wantsList ? [] : {});
  else container.set(String(key), toShared(wantsList ? [] : {}));
  const made = read();
  return isFit(made) ? (made as YMap) : undefined;
}

function partOf(entry: YMap, key: 'parameters' | 'settings' | 'credentials'): YMap {
  const known = mapAt(entry, key);
  if (known) return known;
  const part: YMap = new Y.Map();
  entry.set(key, part);
  return part;
}

function removeNodes(roots: DraftRoots, edit: Extract<DraftEdit, { kind: 'remove-nodes' }>): EditOutcome {
  const gone = new Set(edit.nodeIds);
  for (const [id, value] of [...roots.edges.entries()]) {
    const ends = graphEdgeSchema.pick({ source: true, target: true }).loose().safeParse(readObject(value));
    if (
      edit.edgeIds?.includes(id) ||
      (ends.success && (gone.has(ends.data.source) || gone.has(ends.data.target)))
    ) {
      roots.edges.delete(id);
    }
  }
  for (const id of gone) {
    if (roots.nodes.has(id)) roots.nodes.delete(id);
    if (roots.pinned.has(id)) roots.pinned.delete(id);
  }
  for (const id of edit.noteIds ?? []) if (roots.notes.has(id)) roots.notes.delete(id);
  return DONE;
}
