/** BullMQ on either of its stores. Calls are never waited for beyond a limit: `add` hangs while Redis is down. */
import { createPostgresBackend, Queue, withBackend, Worker, type JobsOptions } from 'bullmq';
import { createRedisClient } from '@/infra/bus/redis-client';
import { queueConnection } from '@/infra/db/migrate';
import type { Log } from '@/infra/log/log';
import { createReopening } from './reopening';

/** Where the queue lives: in a schema of the app's database, or in Redis. */
export type QueueStore =
  { kind: 'postgres'; connectionString: string } | { kind: 'redis'; url: string; namespace: string };

export interface HintQueue {
  /** Puts the one hint into the queue. Never throws: a hint that cannot be sent is lost. */
  add(): Promise<void>;
  close(): Promise<void>;
}

export interface HintReceiver {
  close(): Promise<void>;
}

const QUEUE = 'hints';
const JOB: JobsOptions = { jobId: 'shard-0', removeOnComplete: true, removeOnFail: true, attempts: 1 };
const ADD_LIMIT_MS = 2000;
const CLOSE_LIMIT_MS = 2000;

const postgres = withBackend(createPostgresBackend);

export function openHintQueue(store: QueueStore, log: Log): HintQueue {
  let { queue, release } = openQueue(store, log);
  let isHanging = false;

  /** Redis connects anew by itself; a call that hangs may still be answered. */
  const isWorthKeeping = (): boolean => isHanging || store.kind === 'redis';

  /** On PostgreSQL a queue remembers for ever that its first connection failed: it is thrown away. */
  function reopen(): void {
    void shut(queue.close());
    release();
    ({ queue, release } = openQueue(store, log));
  }

  return {
    async add() {
      // A call that still hangs says it when the store is back; more of them would only pile up.
      if (isHanging) return;
      isHanging = true;
      const done = queue.add('wake', {}, JOB).finally(() => (isHanging = false));
      try {
        await withLimit(done, ADD_LIMIT_MS);
      } catch (error) {
        log.warn({ err: error, code: 'hints.lost' }, 'A hint was lost; workers will look by themselves.');
        if (!isWorthKeeping()) reopen();
      }
    },
    async close() {
      await shut(queue.close());
      release();
    },
  };
}

export function openHintWorker(options: { store: QueueStore; log: Log; onWake: () => void }): HintReceiver {
  const { store, log } = options;
  const process = (): Promise<void> => {
    options.onWake();
    return Promise.resolve();
  };
  const settings = { concurrency: 1, maxStalledCount: 1_000_000 };
  if (store.kind === 'postgres') {
    const connection = { ...queueConnection(store.connectionString), max: 2 };
    return createReopening({
      open: (fail) => {
        const worker = new postgres.Worker(QUEUE, process, { ...settings, connection });
        worker.on('error', fail);
        return { isReady: worker.waitUntilReady(), close: () => shut(worker.close(true)) };
      },
      onError: (error) => warn(log, error),
    });
  }
  const connection = createRedisClient({ url: store.url, log, use: 'queue' });
  const worker = new Worker(QUEUE, process, { ...settings, connection, prefix: store.namespace });
  worker.on('error', (error) => warn(log, error));
  return {
    async close() {
      await shut(worker.close(connection.status !== 'ready'));
      connection.disconnect();
    },
  };
}

function openQueue(store: QueueStore, log: Log) {
  const opened = newQueue(store, log);
  opened.queue.on('error', (error) => warn(log, error));
  return opened;
}

function newQueue(store: QueueStore, log: Log) {
  if (store.kind === 'postgres') {
    const connection = { ...queueConnection(store.connectionString), max: 1 };
    return { queue: new postgres.Queue(QUEUE, { connection }), release: () => undefined };
  }
  const connection = createRedisClient({ url: store.url, log, use: 'queue' });
  return {
    queue: new Queue(QUEUE, { connection, prefix: store.namespace }),
    release: () => connection.disconnect(),
  };
}

async function shut(closing: Promise<unknown>): Promise<void> {
  await withLimit(closing, CLOSE_LIMIT_MS).catch(() => undefined);
}

function warn(log: Log, error: Error): void {
  log.warn({ err: error, code: 'hints.error' }, 'The hint queue has a problem.');
}

async function withLimit<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
