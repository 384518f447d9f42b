/**
 * What has to be looked after now and then, by any worker, any number at once: runs of workers that died, and the
 * house. Safe to run twice.
 */
import { repeat, type TimedClock } from '@/infra/clock/clock';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { Log } from '@/infra/log/log';

export interface Sweeper {
  close(): void;
}

export interface SweeperOptions {
  store: Pick<RunStore, 'reclaim'>;
  keepHouse(): Promise<void>;
  clock: TimedClock;
  /** How often dead workers are looked for. */
  everyMs: number;
  log: Log;
  /** Something became due. */
  onReclaimed: () => void;
}

const HOUSEKEEPING_MS = 10 * 60_000;

export function startSweeper(options: SweeperOptions): Sweeper {
  const { store, clock, log } = options;
  let busy = false;

  async function reclaim(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      const count = await store.reclaim();
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
      await options.keepHouse();
    } catch (error) {
      log.warn({ err: error, code: 'sweep.housekeeping-failed' }, 'Housekeeping failed; trying again later.');
    }
  }

  const timers = [
    repeat(clock, options.everyMs, () => void reclaim()),
    repeat(clock, HOUSEKEEPING_MS, () => void keepHouse()),
  ];
  void reclaim();
  void keepHouse();
  return {
    close() {
      for (const stop of timers) stop();
    },
  };
}
