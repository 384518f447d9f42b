/**
 * The worker's lease: one heartbeat row for all its runs. Local time is only used to know how old the last answer of
 * the database is; the lease itself runs by the database's clock.
 */
import { repeat, sleep, type TimedClock } from '@/infra/clock/clock';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { WorkerIdentity } from '@/infra/db/run-store/workers';
import type { Log } from '@/infra/log/log';

export interface Lease {
  /** True when the lease is certain to hold for a while; asks the database when the last answer is old. */
  holds(): Promise<boolean>;
  /**
   * Whether the last answer of the database is young enough that nobody can have taken the runs. Asks nobody: for the very
   * last moment before something leaves the process, which may have been stopped for a while since `holds`.
   */
  isFresh(): boolean;
  close(): void;
}

export interface LeaseOptions {
  store: Pick<RunStore, 'beat'>;
  clock: TimedClock;
  worker: WorkerIdentity;
  leaseMs: number;
  log: Log;
  /** The row is gone: other workers took the runs. Called once. */
  onLost: () => void;
  /** After each beat: time for things that are done as often. */
  onBeat?: () => void;
}

/** Announces the worker and keeps its lease. */
export async function holdLease(options: LeaseOptions): Promise<Lease> {
  const { store, clock, worker, leaseMs, log } = options;
  let lastBeat = clock.elapsed();
  let lost = false;
  let beating: Promise<boolean> | null = null;

  async function beatNow(): Promise<boolean> {
    const asked = clock.elapsed();
    try {
      if (await store.beat({ worker, leaseMs, first: false })) {
        lastBeat = asked;
        options.onBeat?.();
        return true;
      }
      if (!lost) options.onLost();
      lost = true;
      return false;
    } catch (error) {
      log.warn(
        { err: error, code: 'lease.beat-failed' },
        'The heartbeat could not be written; trying again.',
      );
      return false;
    }
  }

  function beatOnce(): Promise<boolean> {
    beating ??= beatNow().finally(() => (beating = null));
    return beating;
  }

  const sent = clock.elapsed();
  await store.beat({ worker, leaseMs, first: true });
  lastBeat = sent;
  const stop = repeat(clock, leaseMs / 4, () => void beatOnce());
  return {
    async holds() {
      while (!lost) {
        if (clock.elapsed() - lastBeat < leaseMs / 2) return true;
        // How old the answer is by now decides: it may have been longer under way than the lease lasts.
        if (await beatOnce()) continue;
        if (!lost) await sleep(clock, leaseMs / 20);
      }
      return false;
    },
    isFresh: () => !lost && clock.elapsed() - lastBeat < leaseMs,
    close() {
      lost = true;
      stop();
    },
  };
}
