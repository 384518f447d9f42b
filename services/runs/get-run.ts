import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { RunView } from '@/core/contracts/run-view';
import { projectSteps } from '@/core/engine/run-view';
import type { Item } from '@/core/items/item';
import { loadItems } from '@/infra/blobs/port-data';
import type { ServiceDeps } from '@/services/deps';
import { loadRun, showRunning, toRunSummary } from './run-projection';

export interface GetRunInput {
  id: string;
  /** With the items of every step, as REST shows them. */
  outputs?: boolean | undefined;
}

/** One run with its steps. @throws UserProblem `run.not-found`. */
export async function getRun(deps: ServiceDeps, scope: TenantScope, input: GetRunInput): Promise<RunView> {
  demand(scope, 'run:read');
  const loaded = await loadRun(deps, scope.tenantId, input.id);
  const { run, plan, state, seq } = loaded;
  const steps = showRunning(projectSteps(plan, state), loaded);
  if (input.outputs) {
    for (const step of steps) {
      step.outputs = {};
      for (const [port, data] of Object.entries(state.steps.get(step.key)?.outputs ?? {})) {
        step.outputs[port] = shown(await loadItems(deps.blobs, data));
      }
    }
  }
  const output = run.output ? shown(await loadItems(deps.blobs, run.output)) : null;
  return {
    ...toRunSummary(run),
    output,
    steps,
    flags: run.flags.filter((flag) => !flag.startsWith('started:')),
    seq,
  };
}

/** Items as people see them: lineage is the product's own matter. */
export function shown(items: readonly Item[]): { json: Item['json'] }[] {
  return items.map((item) => (item.binary ? { json: item.json, binary: item.binary } : { json: item.json }));
}
