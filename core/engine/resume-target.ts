/**
 * Which wait the resume address of a step ends: the nearest one behind the step, in the same iterations. An address
 * that was called is used up by that: the wait after it has an address of its own, made by a step in between.
 */
import { startsWith } from './path';
import { WEBHOOK_SIGNAL } from './signals';
import type { Plan, StepKey } from './types';

/**
 * The node that waits for a call behind the step (or is the step itself), by the fewest edges, ties by file order; null
 * when none does. Edges that lead back are not followed: another time round is another step.
 */
export function waitBehind(plan: Plan, step: StepKey): string | null {
  const seen = new Set<string>();
  const open = [nodeOf(step)];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const node = plan.nodes.get(id);
    if (!node || seen.has(id)) continue;
    seen.add(id);
    if (node.type === 'wait' && node.parameters['for'] === WEBHOOK_SIGNAL) return id;
    for (const edges of Object.values(node.outputs)) {
      for (const edge of edges) if (!edge.back) open.push(edge.target);
    }
  }
  return null;
}

/** Whether a wait lies in the iterations of the step that made the address, and in no further ones. */
export function isInReach(maker: StepKey, wait: StepKey): boolean {
  const [from, to] = [pathOf(maker), pathOf(wait)];
  if (startsWith(from, to)) return true;
  return startsWith(to, from) && !to.slice(from.length).some((segment) => segment.includes(':'));
}

function nodeOf(step: StepKey): string {
  return step.split('@', 1)[0] ?? '';
}

function pathOf(step: StepKey): string[] {
  const at = step.indexOf('@');
  return at < 0 ? [] : step.slice(at + 1).split('/');
}
