/**
 * What every service function is handed. Built once for each process (server/wiring, worker/wiring, scripts/cli) and by
 * tests; services reach nothing else.
 */
import type { Catalog } from '@/core/node-kit/definition';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { Bus } from '@/infra/bus/bus';
import type { Clock } from '@/infra/clock/clock';
import type { Database } from '@/infra/db/database';
import type { Ids } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import type { HintSender } from '@/infra/queue/hints';
import type { Vault } from '@/infra/vault/vault';
import type { RunIntake } from '@/infra/queue/intake';
import type { Replies } from '@/infra/bus/replies';

export interface ServiceDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
  log: Log;
  catalog: Catalog;
  blobs: BlobStore;
  vault: Vault;
  hints: HintSender;
  bus: Bus;
  /** Accepts runs in group commits. */
  intake: RunIntake;
  /** Tells when a run that somebody waits for has answered or ended. */
  replies: Replies;
}
