import type { Limits } from '@/core/limits/limits';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { TimedClock } from '@/infra/clock/clock';
import type { Ids } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import type { ErrorRuns } from './error-runs';
import type { Flusher } from './flusher';
import type { Slots } from './slots';
import type { StepGateway } from './step-gateway';

/** What the runs of one worker share. */
export interface LoopDeps {
  clock: TimedClock;
  ids: Ids;
  log: Log;
  blobs: BlobStore;
  flusher: Flusher;
  steps: StepGateway;
  errorRuns: ErrorRuns;
  /** The key an outside service sees for one effect: an HMAC under the tenant's secret. */
  idempotencyKey(tenantId: string, text: string): Promise<string>;
  /** What the tenant may have how much of, at most half a minute old. */
  limitsOf(tenantId: string): Promise<Limits>;
  random(): number;
  /** Writes under way at once. */
  writeSlots: Slots;
  /** Whether somebody watches this run or its workflow. */
  isWatched(run: { tenantId: string; workflowId: string; runId: string }): boolean;
  /** Whether runs that are called now begin here at once, so that it pays to keep their caller. */
  takesChildren(): boolean;
  /** Whether the worker's lease is certain to hold a while longer; asks the database when it is not. */
  holdsLease(): Promise<boolean>;
}
