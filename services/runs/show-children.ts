/** Which runs the steps of a run started, whether they wait for them or not. Pure. */
import type { RunStepView } from '@/core/contracts/run-view';
import type { Fact } from '@/core/engine/types';

type Child = NonNullable<RunStepView['children']>[number];

/** The steps, with `children` also on those that wait no more or never did, in the order of the calls. */
export function showChildren(steps: readonly RunStepView[], facts: readonly Fact[]): RunStepView[] {
  const byStep = new Map<string, Map<string, Child>>();
  for (const fact of facts) {
    if ((fact.kind !== 'step-suspended' && fact.kind !== 'step-succeeded') || !fact.calls) continue;
    const known = byStep.get(fact.step) ?? new Map<string, Child>();
    for (const { runId, workflowId } of fact.calls) known.set(runId, { runId, workflowId });
    byStep.set(fact.step, known);
  }
  if (byStep.size === 0) return [...steps];
  return steps.map((step) => {
    const children = byStep.get(step.key);
    return children ? { ...step, children: [...children.values()] } : step;
  });
}
