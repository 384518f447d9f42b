/**
 * Everything a worker asks of the database about runs, as one port. PostgreSQL stands behind it in the product; the
 * simulator has one in memory that keeps the same rules, and one suite of tests holds both to them.
 */
import type pg from 'pg';
import { createClaims, loadWaits, type ClaimedRun, type ClaimInput, type StoredWait } from './claim-runs';
import { findRunOrigin, type RunOrigin } from './find-run-origin';
import { findStartable, type StartableWorkflow } from './find-startable';
import { flushRuns, type Flushed, type FlushInput } from './flush-runs';
import { admitHeldRuns } from './gates';
import { countFamily } from './run-family';
import { readEndedRuns, type EndedRun } from './read-ended-runs';
import { readRunLog, type RunLog } from './read-run-log';
import { sweepKeptSignals } from './signal-run';
import {
  beat,
  findSteered,
  giveBackUnknown,
  reclaimRuns,
  retire,
  type SteeredRun,
  type WorkerIdentity,
} from './workers';

/** Every call may fail because the store is away (`isAway`): then nobody knows whether it was done. All times are the store's. */
export interface RunStore {
  /** Takes due runs for this worker under a new epoch. */
  claim(input: ClaimInput): Promise<ClaimedRun[]>;
  /** Whether nothing waits to be claimed that would have to go first, as of the last claim. */
  isCalm(): boolean;
  /** The waits of these runs, by run and step. */
  loadWaits(keys: readonly { tenantId: string; id: string }[]): Promise<StoredWait[]>;
  /** Writes what runs recorded, as far as they are still this worker's under their epoch. */
  flush(input: FlushInput): Promise<Flushed>;
  /** Runs of this worker that somebody wants something of. */
  findSteered(workerId: string): Promise<SteeredRun[]>;
  /** Announces a worker or prolongs its lease. False = the lease is gone. */
  beat(input: { worker: WorkerIdentity; leaseMs: number; first: boolean }): Promise<boolean>;
  /** Makes the runs of workers due whose lease ran out; gives back how many. Lets in what has room, and delivers kept signals. */
  reclaim(): Promise<number>;
  /** What a worker holds without knowing is due at once; gives back how many. Not while a claim of it is under way. */
  giveBackUnknown(input: { workerId: string; known: readonly string[]; heldForMs: number }): Promise<number>;
  /** A worker says good-bye: what it holds is due at once. */
  retire(workerId: string): Promise<void>;
  findStartable(input: {
    tenantId: string;
    workflowId: string;
    version: number | null;
  }): Promise<StartableWorkflow | undefined>;
  /** Runs that are not over and come from one first run; counts no further than `most`. */
  countFamily(input: { tenantId: string; rootRunId: string; most: number }): Promise<number>;
  findRunOrigin(run: { tenantId: string; workflowId: string }): Promise<RunOrigin | undefined>;
  readEndedRuns(input: { tenantId: string; ids: readonly string[] }): Promise<EndedRun[]>;
  /** Everything a run did so far; undefined when it is unknown or not kept any more. */
  readRunLog(input: { tenantId: string; runId: string }): Promise<RunLog | undefined>;
}

/** The store in PostgreSQL. */
export function createRunStore(runner: pg.Pool): RunStore {
  return {
    ...createClaims(runner),
    loadWaits: (keys) => loadWaits(runner, keys),
    flush: (input) => flushRuns(runner, input),
    findSteered: (workerId) => findSteered(runner, workerId),
    beat: (input) => beat(runner, input),
    reclaim: async () => {
      const count = await reclaimRuns(runner);
      await admitHeldRuns(runner);
      await sweepKeptSignals(runner);
      return count;
    },
    giveBackUnknown: (input) => giveBackUnknown(runner, input),
    retire: (workerId) => retire(runner, workerId),
    findStartable: (input) => findStartable(runner, input),
    countFamily: (input) => countFamily(runner, input),
    findRunOrigin: (run) => findRunOrigin(runner, run),
    readEndedRuns: (input) => readEndedRuns(runner, input),
    readRunLog: (input) => readRunLog(runner, input),
  };
}
