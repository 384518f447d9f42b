/**
 * The worker's lease: one heartbeat row for all its runs. Local time is only used to know how old the last answer of
 * the database is; the lease itself runs by the database's clock.
 */
import type pg from 'pg';
import { beat, type WorkerIdentity } from '@/infra/db/run-store/workers';
import type { Log } from '@/infra/log/log';

export interface Lease {
  /** True when the lease is certain to hold for a while; asks the database when the last answer is old. */
  holds(): Promise<boolean>;
  close(): void;
}

export interface LeaseOptions {
  runner: pg.Pool;
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
  const { runner, worker, leaseMs, log } = options;
  let lastBeat = performance.now();
  let lost = false;
  let beating: Promise<boolean> | null = null;

  async function beatNow(): Promise<boolean> {
    const asked = performance.now();
    try {
      if (await beat(runner, { worker, leaseMs, first: false })) {
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

  const sent = performance.now();
  await beat(runner, { worker, leaseMs, first: true });
  lastBeat = sent;
  const timer = setInterval(() => void beatOnce(), leaseMs / 4);
  return {
    async holds() {
      while (!lost) {
        if (performance.now() - lastBeat < leaseMs / 2) return true;
        if (await beatOnce()) return true;
        if (!lost) await new Promise((resolve) => setTimeout(resolve, leaseMs / 20));
      }
      return false;
    },
    close() {
      lost = true;
      clearInterval(timer);
    },
  };
}
