/** Paste and duplicate: a fragment comes in with fresh ids and names, and its own expressions follow the new names. */
import type { GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';
import { renameNodeReferencesIn } from '@/core/expression/references';
import { CODE_FIELD, CODE_TYPE, renameInCode } from '@/core/node-kit/code-names';
import { uniqueName } from '@/core/node-kit/new-node';
import * as Y from 'yjs';
import { copyFragment } from './clipboard';
import type { DraftEdit, EditOutcome, GraphFragment, Point } from './edit';
import { nextOrder } from './layout';
import type { DraftRoots } from './layout';
import { created, refused } from './outcome';
import { projectRoots } from './project-draft';
import { writeEdge, writeGroup, writeNode, writeNote, writePinned } from './write-entries';

type PasteEdit = Extract<DraftEdit, { kind: 'paste' | 'duplicate' }>;

/** Applies a paste or a duplicate. `created` lists the new nodes and notes. */
export function applyPaste(roots: DraftRoots, edit: PasteEdit): EditOutcome {
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(edit.idSeed)) {
    return refused('edit.bad-seed', null, 'The new ids need a seed of letters and digits.');
  }
  const fragment =
    edit.kind === 'paste'
      ? edit.fragment
      : copyFragment(projectRoots(roots).graph, { nodeIds: edit.nodeIds, noteIds: edit.noteIds ?? [] });
  const fresh = freshen(fragment, { roots, idSeed: edit.idSeed, offset: edit.offset });
  const taken = [...fresh.nodes, ...fresh.notes].some(({ id }) => roots.nodes.has(id) || roots.notes.has(id));
  if (taken) return refused('edit.ids-taken', null, 'Something with these ids is there already.');
  write(roots, fresh);
  return created([...fresh.nodes, ...fresh.notes].map(({ id }) => id));
}

function write(roots: DraftRoots, fresh: GraphFragment): void {
  const first = {
    nodes: nextOrder(roots.nodes),
    edges: nextOrder(roots.edges),
    notes: nextOrder(roots.notes),
  };
  fresh.nodes.forEach((node, index) => writeNode(roots, node, first.nodes + index));
  fresh.edges.forEach((edge, index) => writeEdge(roots, edge, first.edges + index));
  fresh.notes.forEach((note, index) => writeNote(roots, note, first.notes + index));
  fresh.groups.forEach((group) => writeGroup(roots, group));
  for (const [nodeId, items] of Object.entries(fresh.pinned)) writePinned(roots, nodeId, items);
}

function freshen(
  fragment: GraphFragment,
  options: { roots: DraftRoots; idSeed: string; offset: Point },
): GraphFragment {
  const { roots, idSeed, offset } = options;
  let count = 0;
  const nextId = () => `${idSeed}-${(count += 1)}`;
  const ids = new Map(fragment.nodes.map((node) => [node.id, nextId()]));
  const move = (point: Point) => ({ x: point.x + offset.x, y: point.y + offset.y });
  const names = freshNames(fragment.nodes, takenNames(roots));
  const nodes = fragment.nodes.map((node, index) => ({
    ...node,
    id: ids.get(node.id) ?? node.id,
    name: names[index]?.to ?? node.name,
    position: move(node.position),
    parameters: renameAll(node, names),
  }));
  const edges = fragment.edges.flatMap((edge): GraphEdge[] => {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    return source && target ? [{ ...edge, id: nextId(), source, target }] : [];
  });
  const notes = fragment.notes.map((note) => ({ ...note, id: nextId(), position: move(note.position) }));
  const groups = fragment.groups.map((group) => ({
    ...group,
    id: nextId(),
    nodes: group.nodes.flatMap((id) => ids.get(id) ?? []),
  }));
  const pinned: GraphFragment['pinned'] = {};
  for (const [id, items] of Object.entries(fragment.pinned)) {
    const to = ids.get(id);
    if (to) pinned[to] = items;
  }
  return { nodes, edges, notes, groups, pinned };
}

interface Renaming {
  from: string;
  to: string;
}

function freshNames(nodes: readonly GraphNode[], taken: Set<string>): Renaming[] {
  return nodes.map((node) => {
    const to = uniqueName(node.name, taken);
    taken.add(to);
    return { from: node.name, to };
  });
}

/**
 * Renames all at once. Through placeholders, since a new name of one node may be the old name of another: A → B, B → C
 * one after the other would make both C.
 */
function renameAll(
  { type, parameters }: Pick<GraphNode, 'type' | 'parameters'>,
  names: readonly Renaming[],
): GraphNode['parameters'] {
  const changed = names.filter(({ from, to }) => from !== to);
  if (changed.length === 0 || !/\{\{|\$/.test(JSON.stringify(parameters))) return parameters;
  const hold = (index: number) => `heddle paste ${index}`;
  let next = parameters;
  const renameOne = (from: string, to: string) => {
    next = renameNodeReferencesIn(next, from, to);
    const source = type === CODE_TYPE ? next[CODE_FIELD] : undefined;
    if (typeof source === 'string') next = { ...next, [CODE_FIELD]: renameInCode(source, from, to) };
  };
  changed.forEach(({ from }, index) => renameOne(from, hold(index)));
  changed.forEach(({ to }, index) => renameOne(hold(index), to));
  return next;
}

function takenNames(roots: DraftRoots): Set<string> {
  const names = new Set<string>();
  for (const entry of roots.nodes.values()) {
    const name: unknown = entry instanceof Y.Map ? entry.get('name') : undefined;
    if (typeof name === 'string') names.add(name);
  }
  return names;
}
