/** A worker as `worker/wiring.ts` puts it together, with the store behind a link and time that is made up. */
import { STANDARD_LIMITS } from '@/core/limits/limits';
import type { Catalog } from '@/core/node-kit/definition';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { RunFlush } from '@/infra/db/run-store/run-flush';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { Bus } from '@/infra/bus/bus';
import type { Ids } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import type { PlanCache } from '@/services/runs/plan-cache';
import { createChildRuns } from '@/worker/loop/child-runs';
import type { CallableDeps } from '@/worker/loop/callable-deps';
import { createErrorRuns } from '@/worker/loop/error-runs';
import { createExecuteGateway } from '@/worker/loop/execute-gateway';
import { holdLease, type Lease } from '@/worker/loop/lease';
import { createSlots } from '@/worker/loop/slots';
import { startWorkerLoop, type WorkerLoop } from '@/worker/loop/worker-loop';
import { startSweeper, type Sweeper } from '@/worker/sweeps/sweeper';
import type { Place } from './case';
import { knowing, simulatedExecutors } from './executors';
import { partsOf } from './memory-flush';
import type { MemoryStore } from './memory-store';
import type { Oracle } from './oracle';
import { BEGINS_AT, type SimulatedProcess } from './process';
import type { Script } from './script';
import type { Trace } from './trace';
import type { World } from './world';

export interface WorkerParts {
  process: SimulatedProcess;
  store: MemoryStore;
  world: World;
  oracle: Oracle;
  script: Script;
  seed: number;
  leaseMs: number;
  maxActive: number;
  /** Nothing waits that would have to go first. */
  isCalm: boolean;
  catalog: Catalog;
  plans: PlanCache;
  blobs: BlobStore;
  ids: Ids;
  bus: Bus;
  random(): number;
  trace: Trace;
  /** After the store wrote something. */
  onWritten(): void;
}

export interface SimulatedWorker {
  process: SimulatedProcess;
  wake(): void;
  take(rows: readonly ClaimedRun[]): void;
  steer(): void;
  activeCount(): number;
  /** Ends as on SIGTERM; resolves when nothing of it is left. */
  drain(graceMs: number): Promise<void>;
}

const WRITES_AT_ONCE = 4;
const limitsOf = () => Promise.resolve(STANDARD_LIMITS);

/** Rejects when the store cannot be reached at once, as a real worker does not start then. */
export async function startSimulatedWorker(parts: WorkerParts): Promise<SimulatedWorker> {
  const { process, blobs, ids, plans, oracle } = parts;
  const { clock, id } = process;
  const log = logOf(parts);
  const store = linkedStore(parts);
  const open: { loop: WorkerLoop | null; lease: Lease | null; sweeper: Sweeper | null } = {
    loop: null,
    lease: null,
    sweeper: null,
  };
  const steer = () => void open.loop?.checkSteering().catch(() => undefined);
  open.lease = await holdLease({
    ...{ store, clock, log, leaseMs: parts.leaseMs },
    worker: { id, host: 'simulated', pid: process.slot, version: 'simulated' },
    onLost: () => process.kill('its lease is gone'),
    onBeat: steer,
  });
  const callable: CallableDeps = {
    ...{ store, clock, ids, blobs, log, plans, limitsOf },
    keepDraft: () => Promise.reject(new Error('nobody calls a draft')),
  };
  const loop = startWorkerLoop({
    ...{ store, clock, ids, blobs, log, plans, limitsOf, bus: parts.bus },
    workerId: id,
    interests: { isWatched: () => false, close: () => Promise.resolve() },
    random: parts.random,
    maxActive: parts.maxActive,
    writeSlots: createSlots(WRITES_AT_ONCE),
    steps: knowing(
      createExecuteGateway({
        ...{ blobs, clock, ids, log, limitsOf },
        executors: simulatedExecutors({
          ...{ process, script: parts.script, seed: parts.seed, world: parts.world },
          onEffect: ({ run, command }, { key, name }) =>
            oracle.effectBegins(process, {
              ...{ runId: run.row.id, epoch: run.row.epoch, step: command.step, key, name },
            }),
        }),
        http: { atDepth: () => ({ request: () => Promise.reject(new Error('there is no network')) }) },
        offloadFor: () => () => Promise.reject(new Error('there are no threads')),
        sandboxFor: () => ({
          runJavaScript: () => Promise.reject(new Error('there is no sandbox')),
          runSql: () => Promise.reject(new Error('there is no sandbox')),
        }),
        children: createChildRuns(callable),
        resumeUrl: () => Promise.resolve('http://simulated'),
      }),
    ),
    errorRuns: createErrorRuns({ ...callable, publicUrl: 'http://simulated' }),
    idempotencyKey: (_tenantId, text) => Promise.resolve(`key of ${text}`),
    holdsLease: () => open.lease?.holds() ?? Promise.resolve(false),
  });
  open.loop = loop;
  open.sweeper = startSweeper({
    ...{ store, clock, log },
    keepHouse: () => Promise.resolve(),
    everyMs: parts.leaseMs / 4,
    onReclaimed: () => loop.wake(),
  });
  return {
    process,
    wake: () => loop.wake(),
    take: (rows) => loop.take(rows),
    steer,
    activeCount: () => loop.activeCount(),
    async drain(graceMs) {
      open.sweeper?.close();
      await loop.drain(graceMs);
      open.lease?.close();
    },
  };
}

function logOf({ process, trace }: WorkerParts): Log {
  const say = (level: string) => (facts: unknown, text?: string) => {
    const code = facts !== null && typeof facts === 'object' && 'code' in facts ? String(facts.code) : '';
    trace(() => `${process.id} ${level} ${code} ${text ?? (typeof facts === 'string' ? facts : '')}`);
  };
  const log: Log = {
    debug: () => undefined,
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    child: () => log,
  };
  return log;
}

/** The store as this worker reaches it. */
function linkedStore(parts: WorkerParts): RunStore {
  const { process, store, oracle, trace } = parts;
  const ask = <T>(place: Place | null, name: string, apply: () => T) =>
    process.send<T>({
      name,
      toStore: true,
      before: place === null ? [] : [place],
      // A claim that takes nothing is no point of its own.
      after: (answer) => (place === null || (Array.isArray(answer) && answer.length === 0) ? [] : [place]),
      apply,
    });
  return {
    claim: (input) =>
      ask(
        // A look that finds nothing is no point of its own.
        hasDue(store) ? 'claim' : null,
        'claim',
        () => {
          oracle.beforeClaim();
          const rows = store.claim(input);
          oracle.claimed(process, rows, BEGINS_AT);
          if (rows.length > 0)
            trace(() => `${process.id} claims ${rows.map((row) => `${row.id}#${row.epoch}`).join(' ')}`);
          return rows;
        },
      ),
    isCalm: () => parts.isCalm,
    loadWaits: (keys) => ask('load-waits', 'load waits', () => store.loadWaits(keys)),
    async flush({ workerId, flushes, takesChildren = false }) {
      const parted = await Promise.all(
        partsOf(flushes).map((part) => {
          const places = placesOf(part);
          const what = part.map((flush) => `${flush.runId}#${flush.epoch}:${flush.seq ?? '-'}`).join(' ');
          return process.send({
            name: `flush ${what}`,
            toStore: true,
            before: places,
            after: () => places,
            apply: () => {
              const { written, handed } = store.flushPart({ workerId, flushes: part, takesChildren });
              trace(() => `store: ${process.id} writes ${describeFlushes(part, written)}`);
              if (handed.length > 0) {
                const rows = handed.map(({ id }) => ({ id, epoch: 1 }));
                oracle.claimed(process, rows, BEGINS_AT);
                if (!process.isAlive() || process.isFrozen()) oracle.stopped(process);
                trace(() => `${process.id} holds ${rows.map(({ id }) => id).join(' ')} from the start`);
              }
              parts.onWritten();
              return { written, handed };
            },
          });
        }),
      );
      return {
        written: new Set(parted.flatMap(({ written }) => written)),
        handed: parted.flatMap(({ handed }) => handed),
      };
    },
    findSteered: (workerId) => ask('steer', 'find steered', () => store.findSteered(workerId)),
    beat: (input) => ask('beat', 'beat', () => store.beat(input)),
    reclaim: () =>
      ask('reclaim', 'reclaim', () => {
        const count = store.reclaim();
        if (count > 0) trace(() => `${process.id} gives back ${count} runs`);
        oracle.ownersChanged();
        return count;
      }),
    giveBackUnknown: (input) =>
      ask(null, 'give back unknown', () => {
        const count = store.giveBackUnknown(input);
        oracle.ownersChanged();
        return count;
      }),
    retire: (workerId) =>
      ask('retire', 'retire', () => {
        store.retire(workerId);
        oracle.ownersChanged();
      }),
    findStartable: (input) => ask(null, 'find workflow', () => store.findStartable(input)),
    countFamily: (input) => ask(null, 'count family', () => store.countFamily(input)),
    findRunOrigin: () =>
      ask(null, 'find origin', () => ({ workflowName: 'simulated', tenantSlug: 'simulated' })),
    readEndedRuns: (input) => ask('read-children', 'read ended runs', () => store.readEndedRuns(input)),
    readRunLog: (input) => ask(null, 'read run log', () => store.readRunLog(input)),
  };
}

function hasDue({ tables }: MemoryStore): boolean {
  return [...tables.live.values()].some((row) => row.workerId === null && row.dueAt !== null);
}

/** What a flush carries says which points it passes. */
function placesOf(flushes: readonly RunFlush[]): Place[] {
  const has = (text: string) => flushes.some((flush) => flush.facts.includes(`"kind":"${text}"`));
  const places: Place[] = [];
  if (has('effect-intended')) places.push('intent');
  if (has('effect-answered')) places.push('receipt');
  if (flushes.some((flush) => flush.park)) places.push('park');
  if (flushes.some((flush) => flush.finish)) places.push('finish');
  return places.length > 0 ? places : ['facts'];
}

function describeFlushes(flushes: readonly RunFlush[], written: readonly string[]): string {
  return flushes
    .map((flush) => {
      const facts = JSON.parse(flush.facts) as { kind: string; step?: string }[];
      const kinds = facts.map(({ kind, step }) => (step === undefined ? kind : `${kind} ${step}`)).join(', ');
      const end = flush.finish
        ? ` ends ${flush.finish.status}`
        : flush.park
          ? ` parks until ${describePark(flush.park)}`
          : '';
      return `${flush.runId}#${flush.epoch}:${flush.seq ?? '-'}${end} [${kinds}]${written.includes(flush.runId) ? '' : ' REFUSED: not its own'}`;
    })
    .join(' | ');
}

function describePark({ dueAtMs, waits }: NonNullable<RunFlush['park']>): string {
  const due = dueAtMs === null ? 'told' : String(dueAtMs - BEGINS_AT);
  return `${due} for ${waits.map(({ kind, stepKey, dueAtMs: at }) => `${kind} ${stepKey}${at === null ? '' : ` ${at - BEGINS_AT}`}`).join(', ')}`;
}
