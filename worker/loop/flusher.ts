/**
 * Group commit. Runs hand in what they want written; what comes while a statement is under way goes into the next one,
 * so one commit carries the facts of many runs. Two statements are under way at most, and never two of one run. A statement
 * the database refuses is split until the bad run stands alone.
 */
import { sleep, type TimedClock } from '@/infra/clock/clock';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { RunFlush, TellAnswered } from '@/infra/db/run-store/flush-runs';
import { handedChild } from '@/infra/db/run-store/handed-runs';
import type { HandedChild } from '@/infra/db/run-store/run-family';
import type { RunStore } from '@/infra/db/run-store/run-store';
import { countFlush } from './count-work';
import type { Log } from '@/infra/log/log';

/**
 * `written`: on disk. `lost`: the run belongs to another epoch now. `refused`: the database will not have it.
 * `unsure`: refused after a time whose answer was lost, so it may be on disk all the same; the log alone knows.
 */
export type FlushOutcome =
  { kind: 'written' } | { kind: 'lost' } | { kind: 'unsure' } | { kind: 'refused'; error: unknown };

export interface Flusher {
  /** Resolves after the commit. One call for each run at a time. */
  write(flush: RunFlush): Promise<FlushOutcome>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export interface FlusherOptions {
  store: Pick<RunStore, 'flush'>;
  clock: TimedClock;
  workerId: string;
  log: Log;
  /** Tells what was committed, for live events. */
  onWritten: (flushes: readonly RunFlush[]) => void;
  /** How web processes learn of answers now; null = the statement notifies them with its commit. */
  tell?: () => TellAnswered | null;
  /** Whether the runs that are called now may begin here at once. */
  takesChildren?: () => boolean;
  /** Begins called runs that are this worker's from the start. */
  take?: (rows: readonly ClaimedRun[]) => void;
  maxRuns?: number;
  maxBytes?: number;
}

interface Pending {
  flush: RunFlush;
  /** A statement with it had no answer. */
  mayBeWritten: boolean;
  resolve(outcome: FlushOutcome): void;
}

/** What waits while a statement is under way shares the next commit; a second one is sent only where many wait. */
const MAX_IN_FLIGHT = 2;
const MANY = 40;
/** A database that is away is asked again this often; nothing is given up meanwhile. */
const AWAY_RETRY_MS = 250;

export function createFlusher(options: FlusherOptions): Flusher {
  const maxRuns = options.maxRuns ?? 150;
  const maxBytes = options.maxBytes ?? 4 * 1024 * 1024;
  const queue: Pending[] = [];
  let inFlight = 0;
  let idleWaiters: (() => void)[] = [];

  function pump(): void {
    while (queue.length > 0 && inFlight < (queue.length < MANY ? 1 : MAX_IN_FLIGHT)) {
      const batch = takeBatch();
      inFlight += 1;
      void writeBatch(batch).finally(() => {
        inFlight -= 1;
        pump();
        if (inFlight === 0 && queue.length === 0) {
          for (const resolve of idleWaiters) resolve();
          idleWaiters = [];
        }
      });
    }
  }

  function takeBatch(): Pending[] {
    let bytes = 0;
    let count = 0;
    for (const { flush } of queue) {
      bytes += flush.facts.length;
      if (count > 0 && (bytes > maxBytes || count >= maxRuns)) break;
      count += 1;
    }
    return queue.splice(0, count);
  }

  async function writeBatch(batch: readonly Pending[]): Promise<void> {
    const began = performance.now();
    try {
      const { written, handed } = await options.store.flush({
        workerId: options.workerId,
        flushes: batch.map((pending) => pending.flush),
        tell: options.tell?.() ?? null,
        takesChildren: options.takesChildren?.() ?? false,
      });
      countFlush(
        batch.map(({ flush }) => flush).filter(({ runId }) => written.has(runId)),
        performance.now() - began,
      );
      options.onWritten(batch.filter((p) => written.has(p.flush.runId)).map((p) => p.flush));
      for (const pending of batch) {
        pending.resolve(written.has(pending.flush.runId) ? { kind: 'written' } : { kind: 'lost' });
      }
      if (handed.length > 0) options.take?.(childrenOf(batch, handed));
    } catch (error) {
      await afterError(batch, error);
    }
  }

  async function afterError(batch: readonly Pending[], error: unknown): Promise<void> {
    if (isAway(error)) {
      options.log.warn(
        { err: error, code: 'flush.database-away' },
        'The database is away; facts are kept and tried again.',
      );
      for (const pending of batch) pending.mayBeWritten = true;
      await sleep(options.clock, AWAY_RETRY_MS);
      return writeBatch(batch);
    }
    const [only] = batch;
    if (batch.length === 1 && only) {
      options.log.error(
        { err: error, code: 'flush.refused', runId: only.flush.runId },
        'The database refused the facts of a run.',
      );
      only.resolve(only.mayBeWritten ? { kind: 'unsure' } : { kind: 'refused', error });
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await writeBatch(batch.slice(0, half));
    await writeBatch(batch.slice(half));
  }

  return {
    write(flush) {
      return new Promise((resolve) => {
        queue.push({ flush, mayBeWritten: false, resolve });
        if (queue.length === 1) options.clock.setTimer(0, pump);
      });
    },
    idle() {
      if (inFlight === 0 && queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => idleWaiters.push(resolve));
    },
  };
}

function childrenOf(batch: readonly Pending[], handed: readonly HandedChild[]): ClaimedRun[] {
  const children = new Map(
    batch.flatMap(({ flush }) => flush.family?.children ?? []).map((child) => [child.id, child]),
  );
  return handed.flatMap((one) => {
    const child = children.get(one.id);
    return child ? [handedChild(child, one)] : [];
  });
}

/**
 * True when the statement may or may not have been done: the connection broke or the server is restarting. Trying again
 * is safe because a row of facts has its sequence number as key and a finished run has left `run_live`.
 */
export function isAway(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(57P0[123]|08\w{3}|53300|40001|40P01)$/.test(code)) return true;
  if (/^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH)$/.test(code)) return true;
  return (
    error instanceof Error &&
    /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered/i.test(
      error.message,
    )
  );
}
