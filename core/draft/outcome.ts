/** Answers to an edit. */
import type { EditOutcome } from './edit';

export const DONE: EditOutcome = { done: true, created: [] };

/** Done, with new nodes or notes. */
export function created(ids: readonly string[]): EditOutcome {
  return { done: true, created: ids };
}

/** Nothing was changed, and why. */
export function refused(code: string, nodeId: string | null, message: string): EditOutcome {
  return { done: false, problem: { code, severity: 'error', nodeId, path: '', message } };
}

/** The node an edit is about was removed meanwhile. */
export function nodeGone(nodeId: string): EditOutcome {
  return refused('edit.node-gone', nodeId, 'This node is not there any more; somebody removed it.');
}
