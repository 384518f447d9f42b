import type { Limits } from '@/core/limits/limits';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { TimedClock } from '@/infra/clock/clock';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { Ids } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import type { PlanCache } from '@/services/runs/plan-cache';

/** What it takes to start a run of another workflow. */
export interface CallableDeps {
  store: Pick<RunStore, 'findStartable' | 'findRunOrigin' | 'countFamily' | 'readRunLog'>;
  clock: TimedClock;
  ids: Ids;
  blobs: BlobStore;
  log: Log;
  plans: PlanCache;
  /** What the tenant may have how much of. */
  limitsOf(tenantId: string): Promise<Limits>;
  /** Keeps a draft by its hash and gives that. Throws `workflow.has-problems`. */
  keepDraft(tenantId: string, draft: unknown): Promise<string>;
}
