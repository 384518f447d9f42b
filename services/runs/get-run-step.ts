import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { RunStepDetail } from '@/core/contracts/run-input';
import { projectStep } from '@/core/engine/run-view';
import { UserProblem } from '@/core/errors/app-error';
import type { Item } from '@/core/items/item';
import { loadItems } from '@/infra/blobs/port-data';
import type { ServiceDeps } from '@/services/deps';
import { shown } from './get-run';
import { markReused } from './mark-reused';
import { loadRun } from './run-projection';

/**
 * One step with the items that went in and came out.
 * @throws UserProblem `run.not-found`, `step.not-found`.
 */
export async function getRunStep(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string; step: string; /** With where each item came from. */ lineage?: boolean },
): Promise<RunStepDetail> {
  demand(scope, 'run:read');
  const loaded = await loadRun(deps, scope.tenantId, input.id);
  const { plan, state } = loaded;
  const step = state.steps.get(input.step);
  if (!step) throw UserProblem.notFound('step');
  const incoming: RunStepDetail['input'] = {};
  for (const [port, delivery] of Object.entries(step.inputs)) {
    incoming[port] = shown(await loadItems(deps.blobs, delivery.data));
  }
  const output: RunStepDetail['output'] = {};
  for (const [port, data] of Object.entries(step.outputs ?? {}))
    output[port] = shownOutput(await loadItems(deps.blobs, data), input.lineage ?? false);
  const [view = projectStep(plan, step)] = markReused([projectStep(plan, step)], loaded);
  return { ...view, input: incoming, output };
}

/** Items that left a step; with lineage, also the places on its own input that they came from. */
function shownOutput(items: readonly Item[], lineage: boolean): RunStepDetail['output'][string] {
  if (!lineage) return shown(items);
  return shown(items).map((item, index) => {
    const from = items[index]?.from;
    return from?.length ? { ...item, from } : item;
  });
}
