/**
 * Hints: "there is work on shard n". BullMQ carries them, coalesced by a fixed job id; they never carry data and are
 * never the truth. All of them may be lost: workers also look by themselves, so a lost hint costs latency only.
 */
import { withBackend, createPostgresBackend } from 'bullmq';
import { queueConnection } from '@/infra/db/migrate';
import type { Log } from '@/infra/log/log';

export interface HintSender {
  /** Says that something is due. Returns at once and never throws. */
  wake(): void;
  /** Whether the statement that accepts runs may also notify `heddle_due`: the same word, sooner. False = drop all. */
  readonly mayNotify: boolean;
  close(): Promise<void>;
}

export interface HintReceiver {
  close(): Promise<void>;
}

/** `send` = pass on a hint; `drop` = lose them all, which tests and a broken queue look like. */
export type HintMode = 'send' | 'drop';

const QUEUE = 'hints';
const SHARD_JOB_ID = 'shard-0';
/** A burst of runs makes at most this many hints a second: the notification of the commit is sooner anyway. */
const MIN_GAP_MS = 100;
/** `add` can hang while its store is down. */
const ADD_LIMIT_MS = 2000;

export interface HintOptions {
  /** The app's database; the queue has a schema and a role of its own in it. */
  connectionString: string;
  log: Log;
  mode?: HintMode;
}

const postgres = withBackend(createPostgresBackend);

function connectionOf(url: string, max: number): ReturnType<typeof queueConnection> & { max: number } {
  return { ...queueConnection(url), max };
}

/** One outstanding hint at a time; whatever comes meanwhile is said once more afterwards. */
export function createHintSender(options: HintOptions): HintSender {
  if (options.mode === 'drop')
    return { wake: () => undefined, mayNotify: false, close: () => Promise.resolve() };
  const queue = new postgres.Queue(QUEUE, {
    connection: connectionOf(options.connectionString, 1),
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
  });
  queue.on('error', (error) =>
    options.log.warn({ err: error, code: 'hints.error' }, 'The hint queue has a problem.'),
  );
  let sending = false;
  let again = false;
  let closed = false;

  async function send(): Promise<void> {
    sending = true;
    try {
      await withLimit(queue.add('wake', {}, { jobId: SHARD_JOB_ID }), ADD_LIMIT_MS);
    } catch (error) {
      options.log.warn(
        { err: error, code: 'hints.lost' },
        'A hint was lost; workers will look by themselves.',
      );
    }
    setTimeout(() => {
      sending = false;
      if (again && !closed) {
        again = false;
        void send();
      }
    }, MIN_GAP_MS).unref();
  }

  return {
    mayNotify: true,
    wake() {
      if (closed) return;
      if (sending) again = true;
      else void send();
    },
    async close() {
      closed = true;
      await queue.close();
    },
  };
}

/** Calls `onWake` for each hint that arrives at this process. */
export function createHintReceiver(options: HintOptions & { onWake: () => void }): HintReceiver {
  if (options.mode === 'drop') return { close: () => Promise.resolve() };
  const worker = new postgres.Worker(
    QUEUE,
    () => {
      options.onWake();
      return Promise.resolve();
    },
    { connection: connectionOf(options.connectionString, 2), concurrency: 1, maxStalledCount: 1_000_000 },
  );
  worker.on('error', (error) =>
    options.log.warn({ err: error, code: 'hints.error' }, 'The hint queue has a problem.'),
  );
  return { close: () => worker.close() };
}

async function withLimit<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
