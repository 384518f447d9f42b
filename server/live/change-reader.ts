/**
 * Reads for watchers. What all of them ask within one turn of the event loop becomes one read for each tenant, and tabs
 * that stand at the same place share an answer: twenty browsers that watch a busy workflow cost little more than one.
 */
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { readRunChanges, type RunChange, type SeenRun } from '@/services/runs/read-run-change';
import type { ServiceDeps } from '@/services/deps';

export interface ChangeReader {
  /** What is new of each run, in order; null for one that this tenant does not have. */
  read(scope: TenantScope, wanted: readonly SeenRun[]): Promise<(RunChange | null)[]>;
}

interface Batch {
  scope: TenantScope;
  wanted: SeenRun[];
  places: Map<string, number>;
  answer: Promise<(RunChange | null)[]>;
}

/** More runs than this go into another read: a transaction should not last. */
const MOST = 100;

export function createChangeReader(deps: Pick<ServiceDeps, 'db' | 'catalog'>): ChangeReader {
  const open = new Map<string, Batch>();

  function batchOf(scope: TenantScope): Batch {
    const known = open.get(scope.tenantId);
    if (known && known.wanted.length < MOST) return known;
    const wanted: SeenRun[] = [];
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      if (open.get(scope.tenantId) === batch) open.delete(scope.tenantId);
      return readRunChanges(deps, scope, wanted);
    });
    const batch: Batch = { scope, wanted, places: new Map(), answer };
    open.set(scope.tenantId, batch);
    return batch;
  }

  return {
    read(scope, wanted) {
      demand(scope, 'run:read');
      return Promise.all(
        wanted.map(async (seen) => {
          const batch = batchOf(scope);
          const key = `${seen.id} ${seen.afterSeq}`;
          let place = batch.places.get(key);
          if (place === undefined) {
            place = batch.wanted.push(seen) - 1;
            batch.places.set(key, place);
          }
          return (await batch.answer)[place] ?? null;
        }),
      );
    },
  };
}
