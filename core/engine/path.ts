/**
 * Step keys and paths. A path orders the deliveries of a node: edge segments by the edges' place in the file, loop
 * segments by iteration, those of a cycle by pass, a shorter path before what it begins.
 */
import type { Plan, PlanScope, StepKey, StepState } from './types';

/** The key of a node's step at a path: `nodeId`, or `nodeId@segment/segment`. */
export function stepKeyOf(nodeId: string, path: readonly string[]): StepKey {
  return path.length === 0 ? nodeId : `${nodeId}@${path.join('/')}`;
}

/** The name of a cycle in its segments, by the node it is entered by. Ids of nodes have no such sign. */
export function cycleName(entry: string): string {
  return `${entry}~`;
}

/** Whether a segment is that of a pass. */
export function isPassSegment(segment: string): boolean {
  return segment.includes('~:');
}

/** The segment of a loop's iteration, or of a cycle's pass by its name. */
export function iterationSegment(loop: string, index: number): string {
  return `${loop}:${index}`;
}

/** The number in such a segment. */
export function iterationOf(segment: string): number {
  return Number(segment.slice(segment.indexOf(':') + 1));
}

/** Where in a path the segment of the loop's iteration is; -1 for none. */
export function findIteration(path: readonly string[], loop: string): number {
  const begin = `${loop}:`;
  return path.findIndex((segment) => segment.startsWith(begin));
}

/** The number of the iteration or pass in a path's innermost loop or cycle, from 0; 0 outside of both. */
export function innermostIteration(path: readonly string[]): number {
  for (let at = path.length - 1; at >= 0; at--) {
    const segment = path[at] ?? '';
    if (segment.includes(':')) return iterationOf(segment);
  }
  return 0;
}

/** How many segments of a path belong to the scope's own prefix; -1 when the path does not lead into the scope. */
export function prefixLength(scope: PlanScope, path: readonly string[]): number {
  let length = scope.depth;
  if (scope.loop !== null) {
    const at = findIteration(path, scope.loop);
    if (at < 0) return -1;
    length += at + 1;
  }
  return length <= path.length ? length : -1;
}

/** Whether `path` begins with all of `prefix`. */
export function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  if (prefix.length > path.length) return false;
  for (let i = 0; i < prefix.length; i++) if (path[i] !== prefix[i]) return false;
  return true;
}

/** Orders two paths as their deliveries count. */
export function comparePaths(plan: Plan, a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compareSegments(plan, a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** A comparer of steps: plan order, then path. */
export function comparePlanOrder(plan: Plan): (a: StepState, b: StepState) => number {
  return (a, b) =>
    (plan.nodes.get(a.nodeId)?.order ?? 0) - (plan.nodes.get(b.nodeId)?.order ?? 0) ||
    comparePaths(plan, a.path, b.path);
}

export function compareSegments(plan: Plan, a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [segmentPlace(plan, a), segmentPlace(plan, b)];
  return left.place - right.place || left.iteration - right.iteration || (a < b ? -1 : 1);
}

function segmentPlace(plan: Plan, segment: string): { place: number; iteration: number } {
  const colon = segment.indexOf(':');
  if (colon < 0) return { place: plan.edgesById.get(segment)?.order ?? 0, iteration: 0 };
  const name = segment.slice(0, isPassSegment(segment) ? colon - 1 : colon);
  return { place: plan.nodes.get(name)?.order ?? 0, iteration: Number(segment.slice(colon + 1)) };
}
