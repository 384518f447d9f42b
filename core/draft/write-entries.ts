/** Writes whole entries of the document, changing only what differs from what is there. */
import * as Y from 'yjs';
import type {
  Graph,
  GraphEdge,
  GraphNode,
  GraphNote,
  Imported,
  WorkflowExample,
} from '@/core/contracts/portable-workflow';
import type { Json, JsonObject } from '@/core/items/item';
import { mapAt, nextOrder, orderOf } from './layout';
import type { DraftRoots, YMap } from './layout';
import { writeKey, writePlain, writeText } from './write-json';

/** Name, settings and origin of the workflow. */
export function writeWorkflow(
  roots: DraftRoots,
  graph: Pick<Graph, 'name' | 'settings' | 'imported' | 'examples'>,
): void {
  writeKey(roots.workflow, 'name', graph.name);
  writeKey(roots.workflow, 'settings', { ...graph.settings });
  writeImported(roots.workflow, graph.imported);
  writeExamples(roots, graph.examples);
}

/** The examples, as one plain value (their schema holds JSON alone); undefined takes them away. */
export function writeExamples(roots: DraftRoots, examples: readonly WorkflowExample[] | undefined): void {
  writePlain(roots.workflow, 'examples', examples && (structuredClone(examples) as unknown as Json));
}

/** Where something came from, as one plain value; undefined forgets it. */
export function writeImported(entry: YMap, imported: Imported | undefined): void {
  writePlain(entry, 'imported', imported && { ...imported });
}

/** A node, new or changed. Without `order` an existing place is kept, a new node goes last. */
export function writeNode(roots: DraftRoots, node: GraphNode, order?: number): void {
  const entry = entryAt(roots.nodes, node.id, order);
  writeKey(entry, 'type', node.type);
  writeKey(entry, 'typeVersion', node.typeVersion);
  writeKey(entry, 'name', node.name);
  writePlain(entry, 'position', { ...node.position });
  writeKey(entry, 'parameters', node.parameters);
  writeSettings(entry, node.settings);
  writeKey(entry, 'credentials', { ...node.credentials });
  writeImported(entry, node.imported);
}

function writeSettings(entry: YMap, settings: GraphNode['settings']): void {
  const { retry, ...rest } = settings;
  const values: JsonObject = {};
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) values[key] = value;
  if (retry) values.retry = { ...retry };
  writeKey(entry, 'settings', values);
}

/** An edge, as one plain value. */
export function writeEdge(roots: DraftRoots, edge: GraphEdge, order?: number): void {
  const { id, ...rest } = edge;
  writePlain(roots.edges, id, { ...plain(rest), order: order ?? placeOf(roots.edges, id) });
}

/** A note; its text is shared text. */
export function writeNote(roots: DraftRoots, note: GraphNote, order?: number): void {
  const entry = entryAt(roots.notes, note.id, order);
  const text = entry.get('text');
  if (text instanceof Y.Text) writeText(text, note.text);
  else entry.set('text', new Y.Text(note.text));
  writePlain(entry, 'position', { ...note.position });
  writePlain(entry, 'size', { ...note.size });
  writeImported(entry, note.imported);
}

/** A group, as one plain value. */
export function writeGroup(roots: DraftRoots, group: Graph['groups'][number], order?: number): void {
  const { id, ...rest } = group;
  writePlain(roots.groups, id, { ...plain(rest), order: order ?? placeOf(roots.groups, id) });
}

/** Pinned items of a node; null or undefined unpins. */
export function writePinned(roots: DraftRoots, nodeId: string, items: Graph['pinned'][string] | null): void {
  writePlain(roots.pinned, nodeId, items === null ? undefined : items.map((item) => ({ json: item.json })));
}

function entryAt(root: YMap, id: string, order: number | undefined): YMap {
  const known = mapAt(root, id);
  if (known) {
    if (order !== undefined && known.get('order') !== order) known.set('order', order);
    return known;
  }
  const place = order ?? nextOrder(root);
  const entry: YMap = new Y.Map();
  root.set(id, entry);
  entry.set('order', place);
  return entry;
}

function placeOf(root: YMap, id: string): number {
  const order = orderOf(root.get(id));
  return root.has(id) && order < Number.MAX_VALUE ? order : nextOrder(root);
}

function plain(fields: Record<string, Json | undefined>): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) object[key] = value;
  return object;
}
