/**
 * Keeps the embedded database alive: starts it again when it dies, and has a guard end it when this supervisor is killed.
 */
import type { Cluster } from '@/infra/embedded-postgres/cluster';
import type { Log } from '@/infra/log/log';
import { startEmbeddedDatabase } from '../embedded-database';
import { guardDatabase } from './guard-database';
import type { Instance } from './instance';

const WATCH_MS = 2_000;

export interface KeptDatabase {
  readonly url: string;
  /** True when it ran already. */
  readonly adopted: boolean;
  /** Stops watching; a death from now on is nobody's concern. */
  forget(): void;
  stop(): Promise<void>;
}

export interface KeepDatabaseOptions {
  dataDir: string;
  log: Log;
  instance: Instance;
  /** The database died and runs again, at another address. */
  onReplaced: (url: string) => Promise<void>;
}

/** Starts the database and watches it. */
export async function keepDatabase(options: KeepDatabaseOptions): Promise<KeptDatabase> {
  const { dataDir, log, instance, onReplaced } = options;
  const first = await startEmbeddedDatabase(dataDir);
  let cluster: Cluster = first.cluster;
  let dismissGuard = guardDatabase(cluster.pid, instance);
  let busy = false;

  const replace = async () => {
    log.error('the database ended unexpectedly, starting it again');
    const next = await startEmbeddedDatabase(dataDir);
    dismissGuard();
    cluster = next.cluster;
    dismissGuard = guardDatabase(cluster.pid, instance);
    await onReplaced(next.url);
  };
  const watch = setInterval(() => {
    if (busy || isAlive(cluster.pid)) return;
    busy = true;
    replace()
      .catch((error: unknown) => log.error({ err: error }, 'the database does not start, trying again'))
      .finally(() => (busy = false));
  }, WATCH_MS);

  return {
    url: first.url,
    adopted: first.cluster.adopted,
    forget: () => clearInterval(watch),
    async stop() {
      clearInterval(watch);
      await cluster.stop();
      dismissGuard();
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
