/** Undo and redo of one person's edits. Only edits made with the same origin are touched; others' work stays. */
import * as Y from 'yjs';
import { UNDO_GROUP } from './apply-edit';
import { rootsOf } from './layout';

/** Edits of one gesture that follow within this time are one step. */
const GROUP_MS = 1000;

export interface DraftUndo {
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Called when the stacks changed. Gives the function that stops it. */
  subscribe(listener: () => void): () => void;
  /** The next edit begins a new step, even in the same field. */
  seal(): void;
  /** Forgets the history and stops listening to the document. */
  destroy(): void;
}

/** Starts recording edits of this origin. `origin` is compared as in a Set: use one string or object throughout. */
export function createUndo(doc: Y.Doc, origin: unknown): DraftUndo {
  let group: unknown = null;
  const manager: Y.UndoManager = new Y.UndoManager(Object.values(rootsOf(doc)), {
    trackedOrigins: new Set([origin]),
    captureTimeout: GROUP_MS,
    doc,
    captureTransaction: (transaction) => {
      if (transaction.origin !== origin) return true;
      const next: unknown = transaction.meta.get(UNDO_GROUP);
      if (next === null || next === undefined || next !== group) manager.stopCapturing();
      group = next;
      return true;
    },
  });
  return {
    undo: () => {
      group = null;
      return manager.undo() !== null;
    },
    redo: () => {
      group = null;
      return manager.redo() !== null;
    },
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    subscribe: (listener) => {
      const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
      for (const event of events) manager.on(event, listener);
      return () => {
        for (const event of events) manager.off(event, listener);
      };
    },
    seal: () => {
      group = null;
      manager.stopCapturing();
    },
    destroy: () => manager.destroy(),
  };
}
