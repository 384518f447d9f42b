/**
 * A draft as something to draw from: the projection is made once after each change, and nodes, edges and notes that
 * did not change are the very same objects as before, so typing in one field redraws one node.
 */
import type * as Y from 'yjs';
import { rootsOf } from './layout';
import type { YMap } from './layout';
import { projectDraft } from './project-draft';
import type { DraftProjection, ProjectionCache } from './project-draft';

export interface DraftView {
  /** The same object until the draft changes. */
  current(): DraftProjection;
  /** Called after each transaction that changed the draft. Gives the function that stops it. */
  subscribe(listener: () => void): () => void;
  destroy(): void;
}

/** Watches a document. */
export function createDraftView(doc: Y.Doc): DraftView {
  const roots = rootsOf(doc);
  const cache: ProjectionCache = { nodes: new Map(), edges: new Map(), notes: new Map() };
  const listeners = new Set<() => void>();
  let projection: DraftProjection | undefined;

  const forget = (list: keyof ProjectionCache) => (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) {
      const first = event.path[0];
      if (first !== undefined) cache[list].delete(String(first));
      else for (const key of event.keys.keys()) cache[list].delete(key);
    }
  };
  const observers = (['nodes', 'edges', 'notes'] as const).map((list) => ({
    root: roots[list],
    forget: forget(list),
  }));
  for (const { root, forget: observe } of observers) asObservable(root).observeDeep(observe);
  const changed = (transaction: Y.Transaction) => {
    if (transaction.changed.size === 0) return;
    projection = undefined;
    for (const listener of [...listeners]) listener();
  };
  doc.on('afterTransaction', changed);

  return {
    current: () => (projection ??= projectDraft(doc, cache)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy: () => {
      doc.off('afterTransaction', changed);
      for (const { root, forget: observe } of observers) asObservable(root).unobserveDeep(observe);
      listeners.clear();
    },
  };
}

function asObservable(root: YMap): Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>> {
  return root as unknown as Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>; // Y.Map narrows the event type
}
