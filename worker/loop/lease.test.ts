import { afterEach, describe, expect, it } from 'vitest';
import type { TimedClock } from '@/infra/clock/clock';
import type { Log } from '@/infra/log/log';
import { holdLease, type Lease } from './lease';

const LEASE_MS = 6000;
const silent = (): void => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent, child: () => log };

let lease: Lease | null = null;
afterEach(() => lease?.close());

/** A worker whose time is moved by hand, and a database that prolongs its lease, or says that it is gone. */
async function aWorker() {
  let elapsed = 100;
  let isThere = true;
  let asked = 0;
  const told = { lost: 0 };
  const clock: TimedClock = {
    now: () => elapsed,
    elapsed: () => elapsed,
    setTimer: () => silent,
  };
  const beat = () => {
    asked += 1;
    return Promise.resolve(isThere);
  };
  lease = await holdLease({
    ...{ clock, log, leaseMs: LEASE_MS, store: { beat } },
    worker: { id: 'a', host: 'h', pid: 1, version: 'test' },
    onLost: () => void (told.lost += 1),
  });
  return {
    lease,
    told,
    asked: () => asked,
    /** The process was stopped for so long: nothing of it ran. */
    stop: (ms: number) => void (elapsed += ms),
    takeAway: () => void (isThere = false),
  };
}

describe('a lease', () => {
  it('holds without a question while the last answer is young', async () => {
    const worker = await aWorker();
    worker.stop(LEASE_MS / 2 - 1);
    expect(await worker.lease.holds()).toBe(true);
    expect(worker.asked()).toBe(1);
  });

  it('is asked for when the last answer is old, and is fresh again', async () => {
    const worker = await aWorker();
    worker.stop(LEASE_MS);
    expect(worker.lease.isFresh()).toBe(false);
    expect(await worker.lease.holds()).toBe(true);
    expect(worker.lease.isFresh()).toBe(true);
    expect(worker.asked()).toBe(2);
  });

  it('is not fresh from the moment on at which others may have the runs', async () => {
    const worker = await aWorker();
    worker.stop(LEASE_MS - 1);
    expect(worker.lease.isFresh()).toBe(true);
    worker.stop(1);
    expect(worker.lease.isFresh()).toBe(false);
  });

  it('is gone for good once the database says so, and that is told once', async () => {
    const worker = await aWorker();
    worker.takeAway();
    worker.stop(LEASE_MS);
    expect(await worker.lease.holds()).toBe(false);
    expect(await worker.lease.holds()).toBe(false);
    expect(worker.lease.isFresh()).toBe(false);
    expect(worker.told.lost).toBe(1);
  });
});
