/**
 * Runs a suite on Redis that was written without a thought of it: a file calls `onRedis` and imports the suite inside.
 * Every test product and test web of that file then has its messages carried by Redis.
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { findRedisServer, reasonForNoRedis } from '@/scripts/steps/redis.mjs';
import { startRedisServer, type RedisServer } from './redis-server';

let chosen: RedisServer | null = null;

/** The Redis of this test file, or null where PostgreSQL carries everything. */
export function chosenRedisUrl(): string | null {
  return chosen?.url ?? null;
}

/** Registers the tests of `suite` with a Redis of their own; says aloud when there is none to be had. */
export async function onRedis(name: string, suite: () => Promise<unknown>): Promise<void> {
  if (skipWithoutRedis(name)) return;
  beforeAll(async () => {
    chosen = await startRedisServer();
  });
  await suite();
  afterAll(() => chosen?.close());
}

/** True when this machine can have no Redis: then one skipped test stands for the file. Never true on a CI machine. */
export function skipWithoutRedis(name: string): boolean {
  const reason = findRedisServer() === undefined ? reasonForNoRedis() : null;
  if (reason === null) return false;
  console.warn(reason);
  describe(name, () => {
    it.skip(reason, () => undefined);
  });
  return true;
}
