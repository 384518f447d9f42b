import { Redis } from 'ioredis';
import type { Log } from '@/infra/log/log';

/** No call to Redis is waited for any longer. */
export const REDIS_LIMIT_MS = 1000;
const LONGEST_RECONNECT_MS = 2000;

export interface RedisClientOptions {
  url: string;
  log: Log;
  /** `queue`: the queue waits on its connection for as long as it likes, and asks again after a break by itself. */
  use: 'messages' | 'queue';
}

/**
 * A connection that is made again by itself for ever. Commands fail at once while there is none, and after a second
 * when nothing answers. What goes wrong is logged once for each break, without the address: it may hold a password.
 */
export function createRedisClient({ url, log, use }: RedisClientOptions): Redis {
  const client = new Redis(url, {
    connectTimeout: 2 * REDIS_LIMIT_MS,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 5), LONGEST_RECONNECT_MS),
    reconnectOnError: null,
    maxRetriesPerRequest: null,
    autoResubscribe: false,
    ...(use === 'messages'
      ? { enableOfflineQueue: false, commandTimeout: REDIS_LIMIT_MS, autoResendUnfulfilledCommands: false }
      : {}),
  });
  let told = false;
  const tell = (fields: object): void => {
    if (told) return;
    told = true;
    log.warn({ ...fields, code: 'redis.away' }, 'Redis does not answer; work goes on, some of it later.');
  };
  client.on('error', ({ name, message }: Error) => tell({ err: { name, message } }));
  client.on('reconnecting', () => tell({}));
  client.on('ready', () => {
    if (told) log.info({ code: 'redis.back' }, 'Redis answers again.');
    told = false;
  });
  return client;
}
