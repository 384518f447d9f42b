/**
 * The nodes that are passed again and again: which types they are, and their ports. `item` hands out one batch after
 * another, `next` takes what came of it, `done` gives all that came. Validation, canvas, plan and worker all ask here.
 */
import type { PlanNode } from './types';

/** Each iteration's batch leaves by it. */
export const ITEM_PORT = 'item';
/** Takes what came of an iteration. */
export const NEXT_PORT = 'next';
/** Gives all that arrived at `next`, once every iteration has ended. */
export const DONE_PORT = 'done';

const LOOP_TYPES: ReadonlySet<string> = new Set(['loop', 'map']);

/** True for node types that loop. */
export function isLoopType(type: string): boolean {
  return LOOP_TYPES.has(type);
}

/** The port by which a node hands on what it did not work on itself: its first one, but `done` for a loop. */
export function handOnPort(node: Pick<PlanNode, 'isLoop' | 'outputPorts'>): string | undefined {
  return node.isLoop ? DONE_PORT : node.outputPorts[0]?.name;
}
