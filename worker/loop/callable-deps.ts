import type pg from 'pg';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { Clock } from '@/infra/clock/clock';
import type { Ids } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import type { PlanCache } from '@/services/runs/plan-cache';

/** What it takes to start a run of another workflow. */
export interface CallableDeps {
  runner: pg.Pool;
  clock: Clock;
  ids: Ids;
  blobs: BlobStore;
  log: Log;
  plans: PlanCache;
  /** Keeps a draft by its hash and gives that. Throws `workflow.has-problems`. */
  keepDraft(tenantId: string, draft: unknown): Promise<string>;
}
