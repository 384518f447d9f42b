/** The real web server on a database of its own, without pages, for tests. Hints are dropped: nobody works runs here. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createCatalog } from '@/core/node-kit/definition';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { createPostgresBus } from '@/infra/bus/bus';
import { createReplies } from '@/infra/bus/replies';
import { systemClock } from '@/infra/clock/clock';
import { createIds } from '@/infra/ids/ids';
import { createLog } from '@/infra/log/log';
import { createRunIntake } from '@/infra/queue/intake';
import { createVault } from '@/infra/vault/vault';
import { definitions } from '@/nodes/definitions.generated';
import { type TestDatabase, createTestDatabase } from '@/testing/database/test-database';
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

export async function startTestWeb(limits: Partial<RateLimiters> = {}): Promise<TestWeb> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-web-'));
  const logLines: string[] = [];
  const log = createLog({
    name: 'web',
    level: 'info',
    pretty: false,
    destination: { write: (line) => void logLines.push(line) },
  });
  const bus = await createPostgresBus({ connectionString: database.url, log });
  const hints = { wake: () => undefined, mayNotify: false, close: () => Promise.resolve() };
  const { db } = database;
  const intake = createRunIntake({ runner: db.runner, hints });
  const ids = createIds(systemClock);
  const webId = ids.uuid7();
  const replies = await createReplies({ webId, bus, runner: db.runner, log });
  const vault = createVault([{ id: 'test', key: new Uint8Array(32).map((_, index) => index) }]);
  const catalog = createCatalog(definitions);
  const blobs = createFolderBlobStore(folder);
  const deps = await createWebParts(
    { db, bus, hints, intake, replies, log, clock: systemClock, ids, catalog, blobs, vault },
    { publicUrl: 'http://127.0.0.1:3000', hasPublicUrl: false, trustProxy: false, dev: false, webId },
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
      await bus.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
