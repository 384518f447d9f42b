/**
 * What to do about writes that were intended and never answered, after the worker that made them died. A step in doubt
 * is repeated under the same idempotency key, put before a person, or failed: by the node's policy, never silently.
 */
import type { StepError } from '@/core/node-kit/node-failure';
import { comparePlanOrder } from './path';
import type { Plan, PlanNode, RunState, StepKey, StepState } from './types';

export interface Doubt {
  step: StepKey;
  nodeId: string;
  attempt: number;
  /** `repeat`: start it again, nothing to record; `ask`: append step-doubted; `fail`: append step-failed with `error`. */
  policy: 'repeat' | 'ask' | 'fail';
  /** Names of the effects without an answer. */
  effects: readonly string[];
  /** The error to record when the policy is `fail`. */
  error: StepError;
}

/**
 * Call once after folding the log of a run that another worker left behind, before starting anything: the steps that
 * were cut off inside a write, in plan order.
 */
export function findDoubts(plan: Plan, state: RunState): Doubt[] {
  if (state.finished || state.ending) return [];
  const doubts: Doubt[] = [];
  for (const step of state.queued) {
    const doubt = doubtOf(plan, step);
    if (doubt) doubts.push(doubt);
  }
  const place = comparePlanOrder(plan);
  return doubts.sort((a, b) => {
    const [left, right] = [state.steps.get(a.step), state.steps.get(b.step)];
    return left && right ? place(left, right) : 0;
  });
}

/** The doubt about one step, or null when none of its current call's writes lacks an answer. */
export function doubtOf(plan: Plan, step: StepState): Doubt | null {
  const node = plan.nodes.get(step.nodeId);
  const effects = openIntents(step);
  if (!node || effects.length === 0) return null;
  return {
    step: step.key,
    nodeId: step.nodeId,
    attempt: step.attempt,
    policy: node.inDoubt,
    effects,
    error: inDoubtError(node),
  };
}

/** Names of the effects that the step's current call intended and that nobody knows the outcome of. */
export function openIntents(step: StepState): string[] {
  return [...step.effects]
    .filter(([, effect]) => effect.status === 'intended' && effect.attempt === step.attempt)
    .map(([name]) => name);
}

/** The error of a step that ends because nobody knows whether its write took place. */
export function inDoubtError(node: PlanNode): StepError {
  return {
    code: 'step.in-doubt',
    message:
      `"${node.name}" was interrupted while writing to another system, so nobody knows whether the write took place. ` +
      'Check there, then run the workflow again from this step.',
    retryable: false,
  };
}
