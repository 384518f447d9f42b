/** Builds what the web process works with; the order of closing is the reverse of opening. */
import { randomUUID } from 'node:crypto';
import { createCatalog } from '@/core/node-kit/definition';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { createReplies } from '@/infra/bus/replies';
import { systemClock } from '@/infra/clock/clock';
import { createDatabase } from '@/infra/db/database';
import type { Env } from '@/infra/env/env';
import { createIds } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import { announcePresence } from '@/infra/processes/presence';
import { createRunIntake } from '@/infra/queue/intake';
import { createOpenWorkers } from '@/infra/queue/open-workers';
import { openTransport } from '@/infra/transport/transport';
import { loadVaultKeys } from '@/infra/vault/development-keys';
import { createVault } from '@/infra/vault/vault';
import { OperationalFailure } from '@/core/errors/app-error';
import { definitions } from '@/nodes/definitions.generated';
import type { ServiceDeps } from '@/services/deps';
import { createWebParts } from './web-parts';
import type { WebDeps } from './web-deps';

export interface WiredWeb {
  deps: WebDeps;
  close(): Promise<void>;
}

export async function wireWeb(env: Env, log: Log): Promise<WiredWeb> {
  if (env.databaseUrl === null || env.databaseDirectUrl === null) {
    throw new OperationalFailure(
      'database.not-running',
      'No database: start with npm start, or set DATABASE_URL.',
    );
  }
  const webId = randomUUID();
  const db = createDatabase({
    url: env.databaseUrl,
    appConnections: 8,
    runnerConnections: 4,
    applicationName: 'heddle-web',
    onError: (error) =>
      log.warn({ err: error, code: 'database.connection-lost' }, 'a database connection was lost'),
  });
  await db.check();
  const { databaseUrl, databaseDirectUrl, redisUrl } = env;
  const transport = await openTransport({ databaseUrl, databaseDirectUrl, redisUrl, runner: db.runner, log });
  const { bus } = transport;
  const hints = transport.openHintSender();
  const workers = await createOpenWorkers({ bus });
  const intake = createRunIntake({ runner: db.runner, hints, workers, bus });
  const replies = await createReplies({ webId, bus, runner: db.runner, log });
  const services: ServiceDeps = {
    db,
    bus,
    hints,
    intake,
    replies,
    log,
    clock: systemClock,
    ids: createIds(systemClock),
    catalog: createCatalog(definitions),
    blobs: createFolderBlobStore(env.blobs),
    vault: createVault(await loadVaultKeys(env.encryptionKeys, env.dataDir)),
  };
  const deps = await createWebParts(services, {
    publicUrl: env.publicUrl,
    hasPublicUrl: env.hasPublicUrl,
    trustProxy: env.trustProxy,
    dev: env.isDevelopment,
    webId,
    metricsToken: env.metricsToken,
    dataDir: env.dataDir,
    blobs: env.blobs,
    usesRedis: redisUrl !== null,
  });
  const pools = { app: db.app, runner: db.runner };
  const presence = await announcePresence({ id: webId, kind: 'web', runner: db.runner, pools, log });
  return {
    deps: { ...deps, figures: presence.figures },
    async close() {
      await presence.close();
      await workers.close();
      await intake.close();
      await replies.close();
      await hints.close();
      await bus.close();
      await db.close();
    },
  };
}
