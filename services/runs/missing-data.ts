import type { Plan, RunState } from '@/core/engine/types';
import { comparePlanOrder } from '@/core/engine/path';
import { UserProblem } from '@/core/errors/app-error';

/**
 * Makes sure that a run which begins with known results begins at the chosen step. `only`: at no other one.
 * @throws UserProblem `run.data-missing` naming the node whose data is not there, `run.step-not-reached`.
 */
export function demandReached(
  plan: Plan,
  state: RunState,
  chosen: { nodeId: string; stepKey?: string; only?: boolean },
): void {
  const isChosen = (step: { key: string; nodeId: string }) =>
    chosen.stepKey === undefined ? step.nodeId === chosen.nodeId : step.key === chosen.stepKey;
  const open = [...state.queued].sort(comparePlanOrder(plan));
  const isReached = open.some(isChosen);
  const missing = open.find((step) => !isChosen(step));
  if (missing && (!isReached || chosen.only)) throw dataMissing(plan, missing.nodeId);
  // What is pinned has run already.
  const isPinned = [...state.steps.values()].some((step) => isChosen(step) && step.status === 'succeeded');
  if (!isReached && !isPinned) throw notReached(plan, chosen.nodeId);
}

/** Names the node whose data is needed and known from nowhere. */
export function dataMissing(plan: Plan, nodeId: string): UserProblem {
  const nodeName = plan.nodes.get(nodeId)?.name ?? nodeId;
  return new UserProblem(
    'run.data-missing',
    `There is no data of “${nodeName}”. Run the workflow up to there first, or pin data to that node.`,
    { status: 409, details: { nodeId, nodeName } },
  );
}

function notReached(plan: Plan, nodeId: string): UserProblem {
  const nodeName = plan.nodes.get(nodeId)?.name ?? nodeId;
  return new UserProblem(
    'run.step-not-reached',
    `With the data that is known, “${nodeName}” gets no items: the run takes another way. Change or pin the data before it.`,
    { status: 409, details: { nodeId, nodeName } },
  );
}
