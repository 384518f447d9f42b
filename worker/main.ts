/** The worker process: claims runs and executes their steps. No port, no pages. */
import { fileURLToPath } from 'node:url';
import { getEnv } from '@/infra/env/env';
import { announceReady, drainOnShutdown } from '@/infra/lifecycle/shutdown';
import { HEDDLE_VERSION } from '@/infra/lifecycle/version';
import { createLog } from '@/infra/log/log';
import { loadVaultKeys } from '@/infra/vault/development-keys';
import { createVault } from '@/infra/vault/vault';
import { startWorker } from './wiring';

/** Steps in flight get this long when the process is told to end. */
const DRAIN_MS = 8000;
/** Tells the supervisor that the process ended because its lease was gone. */
const EXIT_LEASE_LOST = 75;

async function main(): Promise<void> {
  const env = getEnv();
  const log = createLog({ name: 'worker', level: env.logLevel });
  const vault = createVault(await loadVaultKeys(env.encryptionKeys, env.dataDir));
  const starting = startWorker(
    {
      vault,
      databaseUrl: env.databaseUrl,
      databaseDirectUrl: env.databaseDirectUrl,
      redisUrl: env.redisUrl,
      blobs: env.blobs,
      allowOutbound: env.allowOutbound,
      publicUrl: env.publicUrl,
      sandboxChildPath: fileURLToPath(new URL('./sandbox-child.mjs', import.meta.url)),
      stepThreadPath: fileURLToPath(new URL('./step-thread.mjs', import.meta.url)),
      version: HEDDLE_VERSION,
    },
    log,
    () => {
      log.error(
        { code: 'lease.lost' },
        'The lease of this worker is gone; other workers have its runs. Starting anew.',
      );
      process.exit(EXIT_LEASE_LOST);
    },
  );
  // Before it stands: a worker claims runs as soon as it can, and whoever ends it then gets them back, too.
  drainOnShutdown({ log, drain: async () => (await starting).drain(DRAIN_MS) });
  const worker = await starting;
  announceReady();
  log.info({ workerId: worker.id }, 'working');
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : 'could not start';
  createLog({ name: 'worker', level: 'info' }).error({ err: error }, text);
  process.exit(1);
});
