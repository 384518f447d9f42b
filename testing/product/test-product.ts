/**
 * The product without its edges: real services, a real database, real workers in this process. For tests of what
 * happens between accepting a run and its end.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TenantScope } from '@/core/access/tenant-scope';
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import type { RunView } from '@/core/contracts/run-view';
import { createCatalog } from '@/core/node-kit/definition';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { createReplies } from '@/infra/bus/replies';
import { systemClock } from '@/infra/clock/clock';
import { createIds } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import type { HintMode } from '@/infra/queue/hints';
import { createRunIntake } from '@/infra/queue/intake';
import { createOpenWorkers } from '@/infra/queue/open-workers';
import { openTransport } from '@/infra/transport/transport';
import { createVault } from '@/infra/vault/vault';
import { definitions } from '@/nodes/definitions.generated';
import type { ServiceDeps } from '@/services/deps';
import { getRun } from '@/services/runs/get-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { chosenRedisUrl } from '@/testing/redis/use-redis';
import { startWorker, type WiredWorker } from '@/worker/wiring';
import { buildSandboxChild } from '@/worker/sandbox/build-child';
import { buildThread } from '@/worker/threads/build-thread';

const silent = () => undefined;
export const silentLog: Log = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  child: () => silentLog,
};

export interface TestProduct {
  database: TestDatabase;
  deps: ServiceDeps;
  /** Folder of the blobs. */
  blobs: string;
  tenant: BuiltTenant;
  /** A worker in this process; ended with the product if the test does not end it. */
  startWorker(options?: { hints?: HintMode; leaseMs?: number; log?: Log }): Promise<WiredWorker>;
  /** Creates and publishes. */
  publish(file: PortableWorkflow): Promise<string>;
  /** Looks at the run until it is as wanted; fails with what it saw last. */
  until(runId: string, wanted: (run: RunView) => boolean, scope?: TenantScope): Promise<RunView>;
  close(): Promise<void>;
}

/** A database and files that are there already, and stay. */
export interface ExistingPlace {
  database: TestDatabase;
  blobs: string;
}

const UNTIL_MS = 20_000;

export async function createTestProduct(
  options: { hints?: HintMode; redisUrl?: string; existing?: ExistingPlace } = {},
): Promise<TestProduct> {
  const { existing } = options;
  const database = existing?.database ?? (await createTestDatabase());
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-test-'));
  const blobs = existing?.blobs ?? path.join(folder, 'blobs');
  const [childPath, threadPath] = await Promise.all([buildSandboxChild(), buildThread()]);
  const log = silentLog;
  const redisUrl = options.redisUrl ?? chosenRedisUrl();
  const transport = await openTransport({
    databaseUrl: database.url,
    databaseDirectUrl: database.url,
    redisUrl,
    runner: database.db.runner,
    log,
  });
  const { bus } = transport;
  const hints = transport.openHintSender(options.hints);
  const hands = options.hints === 'drop' ? {} : { workers: await createOpenWorkers({ bus }) };
  const intake = createRunIntake({ runner: database.db.runner, hints, bus, ...hands });
  const replies = await createReplies({ webId: randomUUID(), bus, runner: database.db.runner, log });
  const deps: ServiceDeps = {
    db: database.db,
    bus,
    hints,
    intake,
    replies,
    log,
    clock: systemClock,
    ids: createIds(systemClock),
    catalog: createCatalog(definitions),
    blobs: createFolderBlobStore(blobs),
    vault: createVault([{ id: 'test', key: new Uint8Array(32).map((_, index) => index * 7 + 1) }]),
  };
  const tenant = await aTenant(deps);
  const workers = new Set<WiredWorker>();

  return {
    database,
    deps,
    blobs,
    tenant,
    async startWorker(given = {}) {
      const worker = await startWorker(
        {
          databaseUrl: database.url,
          databaseDirectUrl: database.url,
          redisUrl,
          blobs,
          vault: deps.vault,
          allowOutbound: ['127.0.0.0/8'],
          publicUrl: 'http://127.0.0.1:1',
          sandboxChildPath: childPath,
          stepThreadPath: threadPath,
          version: 'test',
          hints: given.hints ?? options.hints ?? 'send',
          ...(given.leaseMs === undefined ? {} : { leaseMs: given.leaseMs }),
        },
        given.log ?? log,
        silent,
      );
      const ending = {
        ...worker,
        drain: async (graceMs: number) => (workers.delete(ending), worker.drain(graceMs)),
        abandon: async () => (workers.delete(ending), worker.abandon()),
      };
      workers.add(ending);
      return ending;
    },
    async publish(file) {
      const { id } = await createWorkflow(deps, tenant.scope, { file });
      await publishWorkflow(deps, tenant.scope, { id });
      return id;
    },
    async until(runId, wanted, scope = tenant.scope) {
      const end = performance.now() + UNTIL_MS;
      for (;;) {
        const run = await getRun(deps, scope, { id: runId, outputs: true });
        if (wanted(run)) return run;
        if (performance.now() > end)
          throw new Error(`The run never got there: ${JSON.stringify(run, null, 1)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close() {
      for (const worker of [...workers]) await worker.drain(1000);
      await intake.close();
      await replies.close();
      await hints.close();
      await bus.close();
      if (!existing) await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
