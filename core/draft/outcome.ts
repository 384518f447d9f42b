/** Answers to an edit. */
import type { ProblemCode } from '@/core/errors/problem-codes';
import type { EditOutcome } from './edit';

export const DONE: EditOutcome = { done: true, created: [] };

/** Done, with new nodes or notes. */
export function created(ids: readonly string[]): EditOutcome {
  return { done: true, created: ids };
}

/** Nothing was changed, and why. */
export function refused(code: ProblemCode, nodeId: string | null, message: string): EditOutcome {
  return { done: false, problem: { code, severity: 'error', nodeId, path: '', message } };
}

/** The node an edit is about was removed meanwhile. */
export function nodeGone(nodeId: string): EditOutcome {
  return refused('edit.node-gone', nodeId, 'This node is not there any more; somebody removed it.');
}

/** Another node has the name already. */
export function nameTaken(nodeId: string, name: string): EditOutcome {
  const message = `Another node is called "${name}". Choose another name.`;
  const problem = { code: 'edit.name-taken', severity: 'error', nodeId, path: '', message } as const;
  return { done: false, problem: { ...problem, params: { name } } };
}

/** The two ports of a new edge have one already. */
export function connectedAlready(nodeId: string): EditOutcome {
  const message = 'These two ports are connected already.';
  const problem = { code: 'graph.duplicate-edge', severity: 'error', nodeId, path: '', message } as const;
  return { done: false, problem: { ...problem, params: { where: 'new' } } };
}
