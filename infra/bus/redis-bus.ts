/**
 * The bus with Redis: what processes say to each other goes by Redis' publish and subscribe. PostgreSQL's notifications
 * stay open beside it, for what a transaction says with its commit, and for everything while Redis is away; so
 * whoever listens, listens on both, and a message comes by one of them.
 */
import type { Redis } from 'ioredis';
import type { Log } from '@/infra/log/log';
import type { Bus, BusChannel } from './bus';
import { createRedisClient } from './redis-client';

export interface RedisBusOptions {
  url: string;
  /** Put before each channel: Heddles that share a Redis do not hear each other. */
  namespace: string;
  /** The same messages on PostgreSQL. Closed together with this bus. */
  postgres: Bus;
  log: Log;
}

/** After a call that was not answered, Redis is left alone this long. */
const DISTRUST_MS = 3000;

export function createRedisBus(options: RedisBusOptions): Bus {
  const { postgres, log, url, namespace } = options;
  const publisher = createRedisClient({ url, log, use: 'messages' });
  const subscriber = createRedisClient({ url, log, use: 'messages' });
  const handlers = new Map<string, Set<(payload: string) => void>>();
  const gapHandlers = new Set<() => void>();
  const fullName = (channel: string): string => `${namespace}:${channel}`;
  let distrustedUntil = 0;

  subscriber.on('message', (channel: string, payload: string) => {
    for (const handler of handlers.get(channel) ?? []) handler(payload);
  });
  subscriber.on('ready', () => {
    void listenToAll(subscriber, [...handlers.keys()]).then((listening) => {
      // Whatever was said while nobody was connected is lost.
      if (listening) gapHandlers.forEach((handler) => handler());
    });
  });

  function isTrusted(): boolean {
    return publisher.status === 'ready' && performance.now() >= distrustedUntil;
  }

  async function publish(channel: BusChannel, payload: string): Promise<void> {
    if (isTrusted()) {
      try {
        await publisher.publish(fullName(channel), payload);
        return;
      } catch {
        distrustedUntil = performance.now() + DISTRUST_MS;
      }
    }
    await postgres.publish(channel, payload);
  }

  return {
    async subscribe(channel, onPayload) {
      const name = fullName(channel);
      const known = handlers.get(name) ?? new Set();
      known.add(onPayload);
      handlers.set(name, known);
      const stopPostgres = await postgres.subscribe(channel, onPayload);
      if (known.size === 1 && subscriber.status === 'ready') await listenToAll(subscriber, [name]);
      return async () => {
        await stopPostgres();
        known.delete(onPayload);
        if (known.size > 0 || handlers.get(name) !== known) return;
        handlers.delete(name);
        await subscriber.unsubscribe(name).catch(() => undefined);
      };
    },
    onGap(handler) {
      gapHandlers.add(handler);
      postgres.onGap(handler);
    },
    publish,
    notifiesWithCommit: () => !isTrusted(),
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
      await postgres.close();
    },
  };
}

/** False when the connection broke again: the next `ready` comes here anew. */
async function listenToAll(subscriber: Redis, channels: readonly string[]): Promise<boolean> {
  if (channels.length === 0) return true;
  return subscriber.subscribe(...channels).then(
    () => true,
    () => {
      // Half a subscription is worse than none: a fresh connection subscribes to everything.
      subscriber.disconnect(true);
      return false;
    },
  );
}
