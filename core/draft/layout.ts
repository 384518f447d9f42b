/** Where things stand in the document (see README). Only this folder knows it. */
import * as Y from 'yjs';

export type YMap = Y.Map<unknown>;

export interface DraftRoots {
  workflow: YMap;
  nodes: YMap;
  edges: YMap;
  notes: YMap;
  groups: YMap;
  pinned: YMap;
}

export const ROOT_NAMES = ['workflow', 'nodes', 'edges', 'notes', 'groups', 'pinned'] as const;

/** The root maps of a draft; made on first use. */
export function rootsOf(doc: Y.Doc): DraftRoots {
  return {
    workflow: doc.getMap('workflow'),
    nodes: doc.getMap('nodes'),
    edges: doc.getMap('edges'),
    notes: doc.getMap('notes'),
    groups: doc.getMap('groups'),
    pinned: doc.getMap('pinned'),
  };
}

/** The nested map under the key, or undefined when something else or nothing stands there. */
export function mapAt(parent: YMap, key: string): YMap | undefined {
  const value = parent.get(key);
  return value instanceof Y.Map ? (value as YMap) : undefined;
}

/** The place in the file of an entry; entries without one come last. */
export function orderOf(entry: unknown): number {
  const order: unknown =
    entry instanceof Y.Map
      ? entry.get('order')
      : typeof entry === 'object' && entry !== null && 'order' in entry
        ? entry.order
        : undefined;
  return typeof order === 'number' && Number.isFinite(order) ? order : Number.MAX_VALUE;
}

/** Keys of a root in file order: by `order`, ties by id, so that every copy of the document agrees. */
export function orderedKeys(root: YMap): string[] {
  return [...root.entries()]
    .map(([key, entry]) => ({ key, order: orderOf(entry) }))
    .sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
    .map(({ key }) => key);
}

/** A place after everything there is. */
export function nextOrder(root: YMap): number {
  let last = -1;
  for (const entry of root.values()) {
    const order = orderOf(entry);
    if (order < Number.MAX_VALUE && order > last) last = order;
  }
  return last + 1;
}
