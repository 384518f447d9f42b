import type pg from 'pg';
import type { BlobStore } from '@/infra/blobs/blob-store';
import { forgetDeadLetters } from '@/infra/db/run-store/dead-letters';
import { forgetGatherings } from '@/infra/db/run-store/gather-run';
import type { TimedClock } from '@/infra/clock/clock';
import type { Log } from '@/infra/log/log';
import { dropExpiredHistory, makePartitions } from './retention';

/** What has to be tidied up now and then: dedup keys whose time is over, partitions made ahead, history that ends. */
export async function keepHouse(options: {
  runner: pg.Pool;
  blobs: BlobStore;
  clock: TimedClock;
  log: Log;
}): Promise<void> {
  await options.runner.query('delete from dedup where expires_at < now()');
  await forgetGatherings(options.runner);
  await makePartitions(options);
  await dropExpiredHistory(options);
  await forgetDeadLetters(options.runner);
}
