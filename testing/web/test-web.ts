/** The real web server on a database of its own, without pages, for tests. Hints are dropped unless somebody works the runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createCatalog } from '@/core/node-kit/definition';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { createReplies } from '@/infra/bus/replies';
import { systemClock } from '@/infra/clock/clock';
import { createIds } from '@/infra/ids/ids';
import { createLog } from '@/infra/log/log';
import { createRunIntake } from '@/infra/queue/intake';
import { openTransport } from '@/infra/transport/transport';
import { createVault } from '@/infra/vault/vault';
import { definitions } from '@/nodes/definitions.generated';
import { type TestDatabase, createTestDatabase } from '@/testing/database/test-database';
import { chosenRedisUrl } from '@/testing/redis/use-redis';
import { createWebServer } from '@/server/http/web-server';
import { createWebParts } from '@/server/web-parts';
import type { RateLimiters, WebDeps } from '@/server/web-deps';

export interface TestWeb {
  deps: WebDeps;
  database: TestDatabase;
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Lines of the log, as JSON text. */
  logLines: string[];
  close(): Promise<void>;
}

export interface TestWebOptions {
  /** A database that others use as well; left alone at the end. */
  database?: TestDatabase;
  redisUrl?: string;
  metricsToken?: string;
  /** Hints go out, because somebody works the runs. */
  sendsHints?: boolean;
}

export async function startTestWeb(
  limits: Partial<RateLimiters> = {},
  options: TestWebOptions = {},
): Promise<TestWeb> {
  const database = options.database ?? (await createTestDatabase());
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-web-'));
  const logLines: string[] = [];
  const log = createLog({
    name: 'web',
    level: 'info',
    pretty: false,
    destination: { write: (line) => void logLines.push(line) },
  });
  const { db } = database;
  const transport = await openTransport({
    databaseUrl: database.url,
    databaseDirectUrl: database.url,
    redisUrl: options.redisUrl ?? chosenRedisUrl(),
    runner: db.runner,
    log,
  });
  const { bus } = transport;
  const hints = transport.openHintSender(options.sendsHints === true ? 'send' : 'drop');
  const intake = createRunIntake({ runner: db.runner, hints, bus });
  const ids = createIds(systemClock);
  const webId = ids.uuid7();
  const replies = await createReplies({ webId, bus, runner: db.runner, log });
  const vault = createVault([{ id: 'test', key: new Uint8Array(32).map((_, index) => index) }]);
  const catalog = createCatalog(definitions);
  const blobs = createFolderBlobStore(folder);
  const deps = await createWebParts(
    { db, bus, hints, intake, replies, log, clock: systemClock, ids, catalog, blobs, vault },
    {
      publicUrl: 'http://127.0.0.1:3000',
      hasPublicUrl: false,
      trustProxy: false,
      dev: false,
      webId,
      metricsToken: options.metricsToken ?? null,
      dataDir: folder,
      blobs: folder,
      usesRedis: (options.redisUrl ?? chosenRedisUrl()) !== null,
    },
    limits,
  );
  const server = await createWebServer(deps);
  const port = await server.listen(0, '127.0.0.1');
  return {
    deps,
    database,
    url: `http://127.0.0.1:${port}`,
    logLines,
    async close() {
      await server.drain(100);
      await intake.close();
      await replies.close();
      await hints.close();
      await bus.close();
      if (!options.database) await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
