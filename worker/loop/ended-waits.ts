import { CHILDREN_SIGNAL } from '@/core/engine/signals';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { Clock } from '@/infra/clock/clock';
import type { StoredWait } from '@/infra/db/run-store/claim-runs';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { Ids } from '@/infra/ids/ids';
import type { ActiveRun } from './active-run';
import { readChildResults } from './child-results';
import { factsOfWaits, type EndedWait } from './wait-facts';

/** The facts of a run's waits that are over. A step that waited for other runs is told what became of them. */
export async function endedWaitsOf(
  deps: { store: Pick<RunStore, 'readEndedRuns'>; blobs: BlobStore; ids: Ids; clock: Clock },
  run: Pick<ActiveRun, 'row' | 'state' | 'limits'>,
  waits: readonly StoredWait[],
): Promise<EndedWait[]> {
  const told: StoredWait[] = [];
  for (const wait of waits) {
    const known = run.state.steps.get(wait.stepKey)?.wait;
    const calls = known?.kind === 'suspended' ? known.calls : undefined;
    const isOver = wait.resolvedAt !== null && wait.signal === CHILDREN_SIGNAL && calls !== undefined;
    told.push(isOver ? { ...wait, resolution: await readChildResults(deps, run, calls) } : wait);
  }
  return factsOfWaits(told, deps.clock.now());
}
