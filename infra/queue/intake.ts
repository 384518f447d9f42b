/**
 * Accepts runs in group commits: what arrives while a statement is under way goes into the next one. A run is accepted
 * once this says so, and then it is on disk. A statement the database refuses is split until the bad run stands alone.
 */
import type pg from 'pg';
import type { Bus } from '@/infra/bus/bus';
import { countQueuedRuns } from '@/infra/db/run-store/count-queued';
import { gatherRun, type GatheredRun, type Gathering } from '@/infra/db/run-store/gather-run';
import {
  insertIntoHands, insertRuns, type InsertedRun, type NewRun,
} from '@/infra/db/run-store/insert-runs'; // prettier-ignore
import { runsAccepted } from '@/infra/metrics/figures';
import type { HintSender } from './hints';
import type { OpenWorkers } from './open-workers';
import { createQueueBound } from './queue-bound';

export type { NewRun } from '@/infra/db/run-store/insert-runs';

/**
 * `accepted`: this call made the run. `repeated`: the idempotency key was known with the same body, `runId` is the
 * first run's. `conflict`: the key was known with another body.
 */
export type IntakeOutcome = InsertedRun;

export interface RunIntake {
  /**
   * Resolves after the commit. Rejects with the database's error when the run was not accepted.
   * @throws UserProblem `run.too-many-queued` (429) where the run is bounded and the tenant's queue is full.
   */
  start(run: NewRun): Promise<IntakeOutcome>;
  /** Takes in an event that others with the same key may join before the run begins. Durable and refused as above. */
  gather(run: NewRun, gathering: Gathering): Promise<GatheredRun>;
  /**
   * Puts a run that has ended back into the queue by `accept`, if the tenant's queue has room for it.
   * @throws UserProblem `run.too-many-queued` (429).
   */
  takeBack<T>(run: Pick<NewRun, 'tenantId' | 'mode' | 'mostQueued'>, accept: () => Promise<T>): Promise<T>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

const MAX_ROWS = 200;
const MAX_BYTES = 4 * 1024 * 1024;
/** Statements at once: what waits while one is under way shares the next commit. A second one only where many wait. */
const MAX_IN_FLIGHT = 2;
const MANY = 40;

interface Pending {
  run: NewRun;
  resolve(outcome: IntakeOutcome): void;
  reject(error: unknown): void;
}

export interface IntakeOptions {
  runner: pg.Pool;
  hints: HintSender;
  /** Workers that runs may be put into the hands of; absent = all runs wait to be claimed. */
  workers?: OpenWorkers;
  /** For what workers are told where the statement does not do it. */
  bus: Pick<Bus, 'publish'>;
}

export function createRunIntake(options: IntakeOptions): RunIntake {
  const { runner, hints, bus } = options;
  const bound = createQueueBound({
    count: (tenantId, most) => countQueuedRuns(runner, { tenantId, most }),
    now: () => performance.now(),
  });
  let queue: Pending[] = [];
  let inFlight = 0;
  let idle: (() => void) | null = null;

  function pump(): void {
    while (queue.length > 0 && inFlight < (queue.length < MANY ? 1 : MAX_IN_FLIGHT)) {
      const batch = takeBatch();
      inFlight += 1;
      void insertBatch(batch).finally(() => {
        inFlight -= 1;
        pump();
        if (inFlight === 0 && queue.length === 0) idle?.();
      });
    }
  }

  function takeBatch(): Pending[] {
    let bytes = 0;
    let count = 0;
    for (const pending of queue) {
      bytes += pending.run.startFact.length;
      if (count > 0 && (bytes > MAX_BYTES || count >= MAX_ROWS)) break;
      count += 1;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    return batch;
  }

  /** Puts them into a worker's hands where one has room; says what became of them. */
  async function insert(runs: readonly NewRun[], isFirstTry: boolean): Promise<IntakeOutcome[]> {
    const notify = hints.mayNotify;
    const workerId = isFirstTry ? (options.workers?.next() ?? null) : null;
    if (workerId === null) {
      const outcomes = await insertRuns(runner, runs, { notify });
      hints.wake();
      return outcomes;
    }
    const { outcomes, allHanded, messages } = await insertIntoHands(runner, runs, { workerId, notify });
    for (const message of messages) void bus.publish(`heddle_hand_${workerId}`, message);
    if (!allHanded) hints.wake();
    return outcomes;
  }

  async function insertBatch(batch: Pending[], isFirstTry = true): Promise<void> {
    try {
      const outcomes = await insert(
        batch.map((pending) => pending.run),
        isFirstTry,
      );
      batch.forEach((pending, index) => {
        const outcome = outcomes[index];
        if (outcome) pending.resolve(outcome);
      });
      runsAccepted.add(outcomes.filter(({ kind }) => kind === 'accepted').length);
    } catch (error) {
      if (batch.length === 1) {
        batch[0]?.reject(error);
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await insertBatch(batch.slice(0, half), false);
      await insertBatch(batch.slice(half), false);
    }
  }

  function enqueue(run: NewRun): Promise<IntakeOutcome> {
    return new Promise((resolve, reject) => {
      queue.push({ run, resolve, reject });
      // A turn of the event loop lets the requests of one socket read share a commit.
      if (queue.length === 1) setImmediate(pump);
    });
  }

  async function bounded<T>(
    run: Pick<NewRun, 'tenantId' | 'mode' | 'mostQueued'>,
    accept: () => Promise<T>,
  ): Promise<T> {
    if (run.mostQueued === undefined || run.mode === 'test') return accept();
    await bound.take(run.tenantId, run.mostQueued);
    try {
      return await accept();
    } finally {
      bound.giveBack(run.tenantId);
    }
  }

  return {
    start: (run) => bounded(run, () => enqueue(run)),
    gather: (run, gathering) =>
      bounded(run, async () => {
        const gathered = await gatherRun(runner, { run, gathering, notify: false });
        if (gathered.events === 1) runsAccepted.add(1);
        return gathered;
      }),
    takeBack: bounded,
    async close() {
      if (inFlight === 0 && queue.length === 0) return;
      await new Promise<void>((resolve) => (idle = resolve));
    },
  };
}
