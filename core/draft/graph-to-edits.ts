/** What it takes to turn a draft into a given graph: how a file put by REST becomes edits that merge with others'. */
import type * as Y from 'yjs';
import type { Graph } from '@/core/contracts/portable-workflow';
import { canonicalJson } from '@/core/graph/serialise';
import type { DraftEdit } from './edit';
import { projectDraft } from './project-draft';

/** Edits after which the draft projects to `target`. Empty when it does already. Apply them as one batch. */
export function graphToEdits(doc: Y.Doc, target: Graph): DraftEdit[] {
  const { graph: current } = projectDraft(doc);
  const nodes = compare(current.nodes, target.nodes);
  const edges = compare(current.edges, target.edges);
  const notes = compare(current.notes, target.notes);
  const groups = compare(current.groups, target.groups);
  const imported = new Map(current.notes.map((note) => [note.id, note.imported]));
  const edits: DraftEdit[] = [];
  if (current.name !== target.name) edits.push({ kind: 'set-workflow-name', name: target.name });
  if (differ(current.settings, target.settings)) {
    edits.push({ kind: 'set-workflow-settings', settings: target.settings });
  }
  if (differ(current.imported ?? null, target.imported ?? null)) {
    edits.push({ kind: 'set-imported', imported: target.imported ?? null });
  }
  if (differ(current.examples ?? [], target.examples ?? [])) {
    edits.push({ kind: 'set-examples', examples: target.examples ?? [] });
  }
  const goneEdges = [...edges.gone, ...edges.changed.map((edge) => edge.id)];
  if (goneEdges.length > 0) edits.push({ kind: 'disconnect', edgeIds: goneEdges });
  if (nodes.gone.length + notes.gone.length > 0) {
    edits.push({ kind: 'remove-nodes', nodeIds: nodes.gone, noteIds: notes.gone });
  }
  for (const node of [...nodes.added, ...nodes.changed]) edits.push({ kind: 'replace-node', node });
  for (const edge of [...edges.changed, ...edges.added]) edits.push({ kind: 'connect', edge });
  for (const note of notes.changed) {
    if (differ(imported.get(note.id), note.imported)) {
      edits.push({ kind: 'remove-note', noteId: note.id }, { kind: 'add-note', note });
      continue;
    }
    edits.push({ kind: 'edit-note', noteId: note.id, text: note.text });
    edits.push({ kind: 'resize-note', noteId: note.id, size: note.size, position: note.position });
  }
  for (const note of notes.added) edits.push({ kind: 'add-note', note });
  for (const groupId of groups.gone) edits.push({ kind: 'remove-group', groupId });
  for (const group of [...groups.changed, ...groups.added]) edits.push({ kind: 'set-group', group });
  edits.push(...pinEdits(current, target));
  return [...edits, ...orderEdits(current, target, edges.changed.length > 0)];
}

interface Difference<T> {
  gone: string[];
  added: T[];
  changed: T[];
}

function compare<T extends { id: string }>(current: readonly T[], target: readonly T[]): Difference<T> {
  const before = new Map(current.map((entry) => [entry.id, entry]));
  const after = new Set(target.map((entry) => entry.id));
  return {
    gone: current.filter((entry) => !after.has(entry.id)).map((entry) => entry.id),
    added: target.filter((entry) => !before.has(entry.id)),
    changed: target.filter((entry) => before.has(entry.id) && differ(before.get(entry.id), entry)),
  };
}

function differ(a: unknown, b: unknown): boolean {
  return canonicalJson(a) !== canonicalJson(b);
}

function pinEdits(current: Graph, target: Graph): DraftEdit[] {
  const edits: DraftEdit[] = [];
  for (const nodeId of Object.keys(current.pinned)) {
    const stays = target.nodes.some((node) => node.id === nodeId);
    if (stays && !Object.hasOwn(target.pinned, nodeId)) edits.push({ kind: 'pin-data', nodeId, items: null });
  }
  for (const [nodeId, items] of Object.entries(target.pinned)) {
    if (differ(current.pinned[nodeId], items)) edits.push({ kind: 'pin-data', nodeId, items });
  }
  return edits;
}

/** A place in the file is only written where what stays and what is added would not come out in the right order. */
function orderEdits(current: Graph, target: Graph, edgesMoved: boolean): DraftEdit[] {
  return (['nodes', 'edges', 'notes', 'groups'] as const).flatMap((list): DraftEdit[] => {
    const wanted = target[list].map((entry) => entry.id);
    const there = new Set(wanted);
    const before = current[list].map((entry) => entry.id).filter((id) => there.has(id));
    const stay = new Set(before);
    const natural = [...before, ...wanted.filter((id) => !stay.has(id))];
    // A changed edge is taken out and put in again, which moves it to the end.
    const moved = list === 'edges' && edgesMoved;
    return !moved && natural.join(' ') === wanted.join(' ') ? [] : [{ kind: 'reorder', list, ids: wanted }];
  });
}
