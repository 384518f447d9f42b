/**
 * What has to be looked after now and then, by any worker, any number at once: runs of workers that died, dedup keys
 * whose time is over, partitions made ahead, history that ends. Safe to run twice.
 */
import type pg from 'pg';
import { reclaimRuns } from '@/infra/db/run-store/workers';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { Log } from '@/infra/log/log';
import { dropExpiredHistory } from './retention';

export interface Sweeper {
  close(): void;
}

export interface SweeperOptions {
  runner: pg.Pool;
  blobs: BlobStore;
  /** How often dead workers are looked for. */
  everyMs: number;
  log: Log;
  /** Something became due. */
  onReclaimed: () => void;
}

const HOUSEKEEPING_MS = 10 * 60_000;

export function startSweeper(options: SweeperOptions): Sweeper {
  const { runner, blobs, log } = options;
  let busy = false;

  async function reclaim(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      const count = await reclaimRuns(runner);
      if (count > 0) {
        log.warn({ code: 'sweep.reclaimed', runs: count }, `Took back ${count} runs of a worker that died.`);
        options.onReclaimed();
      }
    } catch (error) {
      log.warn({ err: error, code: 'sweep.failed' }, 'Looking for dead workers failed; trying again.');
    } finally {
      busy = false;
    }
  }

  async function keepHouse(): Promise<void> {
    try {
      await runner.query('delete from dedup where expires_at < now()');
      await runner.query('select heddle_ensure_partitions(4)');
      await dropExpiredHistory({ runner, blobs, log });
    } catch (error) {
      log.warn({ err: error, code: 'sweep.housekeeping-failed' }, 'Housekeeping failed; trying again later.');
    }
  }

  const timers = [
    setInterval(() => void reclaim(), options.everyMs),
    setInterval(() => void keepHouse(), HOUSEKEEPING_MS),
  ];
  void reclaim();
  void keepHouse();
  return {
    close() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
