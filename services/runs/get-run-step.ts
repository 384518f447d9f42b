import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { RunStepDetail } from '@/core/contracts/run-input';
import { projectStep } from '@/core/engine/run-view';
import { UserProblem } from '@/core/errors/app-error';
import type { Item, PortData } from '@/core/items/item';
import type { ServiceDeps } from '@/services/deps';
import { demandStepsSaved } from './demand-steps-saved';
import { shown } from './get-run';
import { markReused } from './mark-reused';
import { loadRun } from './run-projection';
import { createShownItems } from './shown-items';

export interface GetRunStepInput {
  id: string;
  step: string;
  /** With where each item came from. */
  lineage?: boolean;
  /** Place of the first item that is given. */
  from?: number | undefined;
  /** Items of a port that are given at most. */
  count?: number | undefined;
}

/**
 * One step with the items that went in and came out: those from place `from` on, `count` at most, of each port. Without
 * them all, as far as an answer can carry them.
 * @throws UserProblem `run.not-found`, `run.steps-not-saved`, `step.not-found`.
 */
export async function getRunStep(
  deps: ServiceDeps,
  scope: TenantScope,
  input: GetRunStepInput,
): Promise<RunStepDetail> {
  demand(scope, 'run:read');
  const loaded = await loadRun(deps, scope.tenantId, input.id);
  const { plan, state } = loaded;
  const step = state.steps.get(input.step);
  if (!step) demandStepsSaved(state);
  if (!step) throw UserProblem.notFound('step');
  const { from = 0, count = Infinity } = input;
  const items = createShownItems(deps.blobs);
  const itemsOf = (data: PortData) => items.of(data, { from, to: Math.min(from + count, data.count) });
  const incoming: RunStepDetail['input'] = {};
  for (const [port, delivery] of Object.entries(step.inputs)) {
    incoming[port] = shown(await itemsOf(delivery.data));
  }
  const output: RunStepDetail['output'] = {};
  for (const [port, data] of Object.entries(step.outputs ?? {}))
    output[port] = shownOutput(await itemsOf(data), input.lineage ?? false);
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
