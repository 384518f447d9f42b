/**
 * Which step of another node a step means when it names that node: the one of its own iteration or pass; in a cycle else
 * that of the latest pass which led to its own, whatever other passes did meanwhile; else the one that encloses it.
 */
import { isPassSegment, iterationOf, stepKeyOf } from './path';
import type { RunState, StepState } from './types';

/** The step of the node that a step at this path means; undefined where the node has none. */
export function nearestStep(
  state: Pick<RunState, 'steps'>,
  nodeId: string,
  path: readonly string[],
): StepState | undefined {
  let place = path;
  for (let length = place.length; length >= 0;) {
    const step = state.steps.get(stepKeyOf(nodeId, place.slice(0, length)));
    if (step) return step;
    const before = passBefore(state, place.slice(0, length));
    if (before) {
      place = before;
      length = before.length;
    } else {
      length--;
    }
  }
  return closest(state, nodeId, path);
}

/** Where the pass was led back from that the path ends in; none for a first pass, and for other segments. */
function passBefore(
  { steps }: Pick<RunState, 'steps'>,
  path: readonly string[],
): readonly string[] | undefined {
  const segment = path.at(-1);
  if (segment === undefined || !isPassSegment(segment) || iterationOf(segment) === 0) return undefined;
  const entry = steps.get(stepKeyOf(segment.slice(0, segment.indexOf('~')), path));
  const [delivery] = Object.values(entry?.inputs ?? {});
  return delivery && steps.get(delivery.from)?.path;
}

/** The one that shares most of the path. */
function closest(
  { steps }: Pick<RunState, 'steps'>,
  nodeId: string,
  path: readonly string[],
): StepState | undefined {
  let best: StepState | undefined;
  let bestLength = -1;
  for (const step of steps.values()) {
    if (step.nodeId !== nodeId) continue;
    const length = commonLength(step.path, path);
    if (length > bestLength) [best, bestLength] = [step, length];
  }
  return best;
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
