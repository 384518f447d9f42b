import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { RunView } from '@/core/contracts/run-view';
import type { Fact } from '@/core/engine/types';
import { projectSteps } from '@/core/engine/run-view';
import type { Item } from '@/core/items/item';
import { visibleFiles } from '@/core/items/visible-files';
import type { ServiceDeps } from '@/services/deps';
import { markReused } from './mark-reused';
import { loadRun, showRunning, stepsSavedOf, toRunSummary } from './run-projection';
import { showChildren } from './show-children';
import { createShownItems } from './shown-items';
import { showWaits } from './show-waits';

export interface GetRunInput {
  id: string;
  /** With the items of every step, as REST shows them. */
  outputs?: boolean | undefined;
}

/** One run with its steps. @throws UserProblem `run.not-found`. */
export async function getRun(deps: ServiceDeps, scope: TenantScope, input: GetRunInput): Promise<RunView> {
  demand(scope, 'run:read');
  const loaded = await loadRun(deps, scope.tenantId, input.id);
  const { run, plan, state, seq, facts } = loaded;
  const running = showChildren(showRunning(projectSteps(plan, state), loaded), facts);
  const steps = showWaits(markReused(running, loaded), state);
  const items = createShownItems(deps.blobs);
  const output = run.output ? shown(await items.of(run.output)) : null;
  if (input.outputs) {
    for (const step of steps) {
      step.outputs = {};
      for (const [port, data] of Object.entries(state.steps.get(step.key)?.outputs ?? {})) {
        step.outputs[port] = shown(await items.of(data));
      }
    }
  }
  return {
    ...toRunSummary(run),
    ...stepsSavedOf(state),
    output,
    ...gatheredOf(facts),
    steps,
    flags: run.flags.filter((flag) => !flag.startsWith('started:')),
    seq,
  };
}

/** How many events the run stands for, where it is more than one. */
function gatheredOf(facts: readonly Fact[]): { events?: number } {
  const [first] = facts;
  return first?.kind === 'run-started' && (first.events ?? 1) > 1 ? { events: first.events ?? 1 } : {};
}

/** Items as people see them: lineage, and where files lie, are the product's own matter. */
export function shown(items: readonly Item[]): { json: Item['json'] }[] {
  return items.map(({ json, binary }) => (binary ? { json, binary: visibleFiles(binary) } : { json }));
}
