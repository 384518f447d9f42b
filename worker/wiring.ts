/** Builds what a worker process works with; closing is the reverse of opening. */
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { OperationalFailure } from '@/core/errors/app-error';
import { createCatalog } from '@/core/node-kit/definition';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { createDatabaseClock } from '@/infra/clock/database-clock';
import { createDatabase } from '@/infra/db/database';
import { findGraph } from '@/infra/db/run-store/read-graph';
import { decodeHanded } from '@/infra/db/run-store/handed-runs';
import { createRunStore } from '@/infra/db/run-store/run-store';
import { createGuardedHttp } from '@/infra/http/guarded-http';
import { createIds } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import type { HintMode } from '@/infra/queue/hints';
import { announcePresence } from '@/infra/processes/presence';
import { openTransport } from '@/infra/transport/transport';
import type { Vault } from '@/infra/vault/vault';
import { definitions, executors } from '@/nodes/registry.generated';
import { createPlanCache } from '@/services/runs/plan-cache';
import { keepDraftGraph } from '@/services/runs/draft-graph';
import { createAccessTokens } from './credentials/access-tokens';
import { createOpenCredentials } from './credentials/open-credentials';
import { createEffectKeys } from './effect-keys';
import { createChildRuns } from './loop/child-runs';
import { findMemory } from '@/infra/db/run-store/workflow-memory';
import { createErrorRuns } from './loop/error-runs';
import type { CallableDeps } from './loop/callable-deps';
import { createResumeUrls } from './resume-url';
import { createExecuteGateway } from './loop/execute-gateway';
import { createInterests } from './loop/interests';
import { holdLease } from './loop/lease';
import { createSlots } from './loop/slots';
import { startWorkerLoop } from './loop/worker-loop';
import { codeLimits, createSandboxPool } from './sandbox/sandbox-pool';
import { startScheduleTimer } from './schedules/schedule-timer';
import { createThreadPool } from './threads/thread-pool';
import { keepHouse } from './sweeps/keep-house';
import { startSweeper } from './sweeps/sweeper';

export interface WorkerConfig {
  databaseUrl: string | null;
  databaseDirectUrl: string | null;
  /** Redis that carries hints and messages; null = PostgreSQL does. */
  redisUrl: string | null;
  blobs: string;
  allowOutbound: readonly string[];
  publicUrl: string;
  sandboxChildPath: string;
  stepThreadPath: string;
  /** Opens stored credentials. */
  vault: Vault;
  version: string;
  hints?: HintMode;
  /** How long the runs of a worker that died stay its own. */
  leaseMs?: number;
}

export interface WiredWorker {
  id: string;
  activeCount(): number;
  /** Finishes what is in flight within the time, gives back the rest, closes everything. */
  drain(graceMs: number): Promise<void>;
  /** Closes without writing, for a worker whose lease is gone. */
  abandon(): Promise<void>;
}

const LEASE_MS = 6000;
/** As many as one receiver can be sent at once: more would only wait behind intents that are on disk. */
const WRITES_AT_ONCE = 128;

/** Starts a worker. `onLost` is told once when its lease is gone: others have its runs then. */
export async function startWorker(config: WorkerConfig, log: Log, onLost: () => void): Promise<WiredWorker> {
  if (config.databaseUrl === null || config.databaseDirectUrl === null) {
    throw new OperationalFailure(
      'database.not-running',
      'No database: start with npm start, or set DATABASE_URL.',
    );
  }
  const id = randomUUID();
  const leaseMs = config.leaseMs ?? LEASE_MS;
  const db = createDatabase({
    url: config.databaseUrl,
    appConnections: 1,
    runnerConnections: 6,
    applicationName: 'heddle-worker',
    onError: (error) =>
      log.warn({ err: error, code: 'database.connection-lost' }, 'A database connection was lost.'),
  });
  await db.check();
  const { runner } = db;
  const clock = await createDatabaseClock({ db: runner });
  const store = createRunStore(runner);
  const { databaseUrl, databaseDirectUrl, redisUrl } = config;
  const transport = await openTransport({ databaseUrl, databaseDirectUrl, redisUrl, runner, log });
  const { bus } = transport;
  const interests = await createInterests({ runner, bus, log });
  const http = createGuardedHttp({
    allowOutbound: config.allowOutbound,
    ownOrigins: [new URL(config.publicUrl).origin],
    // The process may have been stopped since the lease was looked at, and its runs may be somebody else's by now.
    maySend: () => lease.isFresh(),
  });
  const sandbox = createSandboxPool({ childPath: config.sandboxChildPath });
  const threads = createThreadPool({ threadPath: config.stepThreadPath });
  const blobs = createFolderBlobStore(config.blobs);
  const worker = { id, host: os.hostname(), pid: process.pid, version: config.version };
  let wake: () => void = () => undefined;
  let checkCancels: () => void = () => undefined;
  const lease = await holdLease({ store, clock, worker, leaseMs, log, onLost, onBeat: () => checkCancels() });
  const ids = createIds(clock);
  const catalog = createCatalog(definitions);
  const plans = createPlanCache({ catalog, load: (tenantId, hash) => findGraph(runner, tenantId, hash) });
  const sign = createEffectKeys(runner);
  const limitsOf = (tenantId: string) => db.limits.of(tenantId);
  const callable: CallableDeps = {
    ...{ store, clock, ids, blobs, log, plans, limitsOf },
    keepDraft: async (tenantId, draft) =>
      (await keepDraftGraph({ db, catalog }, { tenantId }, draft)).graphHash,
  };
  const loop = startWorkerLoop({
    store,
    bus,
    workerId: id,
    interests,
    log,
    blobs,
    clock,
    ids,
    random: Math.random,
    writeSlots: createSlots(WRITES_AT_ONCE),
    plans,
    steps: createExecuteGateway({
      executors,
      http,
      sandboxFor: (tenantId, signal, limits) => sandbox.sandboxFor(tenantId, signal, codeLimits(limits)),
      offloadFor: (tenantId, signal) => threads.offloadFor(tenantId, signal),
      limitsOf,
      blobs,
      clock,
      ids,
      children: createChildRuns(callable),
      credentials: {
        open: createOpenCredentials({ runner, vault: config.vault }),
        tokens: createAccessTokens(clock),
      },
      memory: { find: (place, keys) => findMemory(runner, place, keys) },
      resumeUrl: createResumeUrls({ runner, publicUrl: config.publicUrl, sign }),
      log,
    }),
    errorRuns: createErrorRuns({ ...callable, publicUrl: config.publicUrl }),
    limitsOf,
    idempotencyKey: sign,
    holdsLease: () => lease.holds(),
  });
  wake = () => loop.wake();
  checkCancels = () => void loop.checkSteering().catch(() => undefined);
  await bus.subscribe('heddle_cancel', () => checkCancels());
  if (config.hints !== 'drop') {
    await bus.subscribe('heddle_due', () => wake());
    await bus.subscribe(`heddle_hand_${id}`, (payload) => loop.take(decodeHanded(payload)));
  }
  const schedules = startScheduleTimer({
    ...{ runner, blobs, log, limitsOf },
    notifies: () => bus.notifiesWithCommit(),
    onFired: () => {
      wake();
      if (!bus.notifiesWithCommit()) void bus.publish('heddle_due', '');
    },
  });
  await bus.subscribe('heddle_routes', () => schedules.wake());
  await bus.subscribe('heddle_limits', (tenantId) => db.limits.forget(tenantId));
  bus.onGap(() => {
    db.limits.forget();
    schedules.wake();
    wake();
    checkCancels();
  });
  const sweeper = startSweeper({
    ...{ store, clock, log },
    keepHouse: () => keepHouse({ runner, blobs, clock, log }),
    everyMs: leaseMs / 4,
    onReclaimed: wake,
  });
  const hints = transport.openHintReceiver(wake, config.hints);
  const presence = await announcePresence({
    id,
    kind: 'worker',
    runner,
    pools: { app: db.app, runner },
    log,
  });

  async function close(): Promise<void> {
    lease.close();
    clock.close();
    sweeper.close();
    sandbox.close();
    threads.close();
    await schedules.close();
    await presence.close();
    await Promise.all([hints.close(), interests.close(), http.close()]);
    await bus.close();
    await db.close();
  }

  return {
    id,
    activeCount: () => loop.activeCount(),
    async drain(graceMs) {
      sweeper.close();
      await schedules.close();
      await loop.drain(graceMs);
      await close();
    },
    async abandon() {
      loop.abandon();
      await close();
    },
  };
}
