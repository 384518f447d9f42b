/**
 * The one place that chooses what carries hints and messages between processes: PostgreSQL, or Redis where REDIS_URL is
 * set. Either may lose everything; workers and watchers look by themselves.
 */
import type pg from 'pg';
import { createPostgresBus, type Bus } from '@/infra/bus/bus';
import { createRedisBus } from '@/infra/bus/redis-bus';
import type { Log } from '@/infra/log/log';
import {
  createHintReceiver,
  createHintSender,
  type HintMode,
  type HintReceiver,
  type HintSender,
} from '@/infra/queue/hints';
import type { QueueStore } from '@/infra/queue/hint-queue';

export interface TransportOptions {
  databaseUrl: string;
  /** A direct connection, for LISTEN. */
  databaseDirectUrl: string;
  /** Null = PostgreSQL carries everything. */
  redisUrl: string | null;
  /** For the name of the database, which keeps apart Heddles that share a Redis. */
  runner: pg.Pool;
  log: Log;
}

export interface Transport {
  readonly bus: Bus;
  openHintSender(mode?: HintMode): HintSender;
  openHintReceiver(onWake: () => void, mode?: HintMode): HintReceiver;
}

/** Opens the bus; senders and receivers of hints are opened by those who need them. Closed by `bus.close()`. */
export async function openTransport(options: TransportOptions): Promise<Transport> {
  const { databaseUrl, databaseDirectUrl, redisUrl, runner, log } = options;
  const postgres = await createPostgresBus({ connectionString: databaseDirectUrl, log });
  let bus = postgres;
  let store: QueueStore = { kind: 'postgres', connectionString: databaseUrl };
  if (redisUrl !== null) {
    const namespace = await readNamespace(runner);
    bus = createRedisBus({ url: redisUrl, namespace, postgres, log });
    store = { kind: 'redis', url: redisUrl, namespace };
  }
  return {
    bus,
    openHintSender: (mode = 'send') => createHintSender({ store, bus, log, mode }),
    openHintReceiver: (onWake, mode = 'send') => createHintReceiver({ store, log, mode, onWake }),
  };
}

async function readNamespace(runner: pg.Pool): Promise<string> {
  const { rows } = await runner.query<{ name: string }>('select current_database() as name');
  return `heddle:${rows[0]?.name ?? ''}`;
}
