/** Messages and hints between processes, on both transports, and what is left of them when Redis goes. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bus } from '@/infra/bus/bus';
import type { Log } from '@/infra/log/log';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { silentLog } from '@/testing/product/test-product';
import { startRedisServer, type RedisServer } from '@/testing/redis/redis-server';
import { skipWithoutRedis } from '@/testing/redis/use-redis';
import { openTransport, type Transport } from './transport';

const withoutRedis = skipWithoutRedis('messages on Redis');
const TRANSPORTS = withoutRedis ? (['postgres'] as const) : (['postgres', 'redis'] as const);

let database: TestDatabase;
let other: TestDatabase;
let redis: RedisServer | null = null;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  other = await createTestDatabase();
  if (!withoutRedis) redis = await startRedisServer();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => {
  await redis?.close();
  await database.drop();
  await other.drop();
});

async function open(
  redisUrl: string | null,
  given: { database?: TestDatabase; log?: Log } = {},
): Promise<Transport> {
  const { url, db } = given.database ?? database;
  const transport = await openTransport({
    databaseUrl: url,
    databaseDirectUrl: url,
    redisUrl,
    runner: db.runner,
    log: given.log ?? silentLog,
  });
  ends.push(() => transport.bus.close());
  return transport;
}

/** Both connections of a process to Redis stand. */
function onRedis(...buses: Bus[]): Promise<void> {
  return vi.waitFor(() => expect(buses.map((bus) => bus.notifiesWithCommit())).not.toContain(true), 10_000);
}

/** Says something again and again until it is heard: connections come and go in these tests. */
async function heard(from: Bus, to: string[], payload: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await from.publish('heddle_live', payload);
      expect(to).toContain(payload);
    },
    { timeout: 15_000, interval: 50 },
  );
}

describe.each(TRANSPORTS)('on %s', (kind) => {
  const urlOf = () => (kind === 'redis' ? (redis?.url ?? null) : null);

  it('delivers messages to every process of this database and to no other', async () => {
    const [from, to, foreign] = [
      await open(urlOf()),
      await open(urlOf()),
      await open(urlOf(), { database: other }),
    ];
    if (kind === 'redis') await onRedis(from.bus, to.bus, foreign.bus);
    const [own, seen, strange]: string[][] = [[], [], []];
    await from.bus.subscribe('heddle_live', (payload) => own?.push(payload));
    await to.bus.subscribe('heddle_live', (payload) => seen?.push(payload));
    await foreign.bus.subscribe('heddle_live', (payload) => strange?.push(payload));
    await heard(from.bus, seen ?? [], 'first');
    await heard(from.bus, own ?? [], 'second');
    await heard(foreign.bus, strange ?? [], 'theirs');
    expect(strange).not.toContain('first');
    expect(seen).not.toContain('theirs');
  });

  it('stops delivering when nobody listens any more', async () => {
    const { bus } = await open(urlOf());
    if (kind === 'redis') await onRedis(bus);
    const seen: string[] = [];
    const rest: string[] = [];
    const stop = await bus.subscribe('heddle_draft', (payload) => seen.push(payload));
    await bus.subscribe('heddle_live', (payload) => rest.push(payload));
    await stop();
    await bus.publish('heddle_draft', 'late');
    await heard(bus, rest, 'after it');
    expect(seen).toEqual([]);
  });

  it('hears what a transaction says', async () => {
    const { bus } = await open(urlOf());
    const seen: string[] = [];
    await bus.subscribe('heddle_sessions', (payload) => seen.push(payload));
    await database.query("select pg_notify('heddle_sessions', 'somebody')");
    await vi.waitFor(() => expect(seen).toEqual(['somebody']));
  });

  it('brings a hint to a worker, and a hundred at once as a few', async () => {
    const [web, worker] = [await open(urlOf()), await open(urlOf())];
    if (kind === 'redis') await onRedis(web.bus, worker.bus);
    let woken = 0;
    const receiver = worker.openHintReceiver(() => (woken += 1));
    const sender = web.openHintSender();
    ends.push(
      () => receiver.close(),
      () => sender.close(),
    );
    for (let count = 0; count < 100; count += 1) sender.wake();
    await vi.waitFor(() => expect(woken).toBeGreaterThan(0), 10_000);
    const before = woken;
    sender.wake();
    await vi.waitFor(() => expect(woken).toBeGreaterThan(before), 10_000);
    expect(woken).toBeLessThan(10);
  });

  it('sends nothing when hints are to be dropped', async () => {
    const { openHintSender, openHintReceiver } = await open(urlOf());
    const sender = openHintSender('drop');
    sender.wake();
    expect(sender.mayNotify).toBe(false);
    await sender.close();
    await openHintReceiver(() => expect.unreachable(), 'drop').close();
  });
});

describe.skipIf(withoutRedis)('when Redis', () => {
  it('is not there at the start, messages go by PostgreSQL until it comes', async () => {
    const late = await startRedisServer({ stopped: true });
    ends.push(() => late.close());
    const [from, to] = [await open(late.url), await open(late.url)];
    const seen: string[] = [];
    let gaps = 0;
    to.bus.onGap(() => (gaps += 1));
    await to.bus.subscribe('heddle_live', (payload) => seen.push(payload));
    await heard(from.bus, seen, 'without');
    const sender = from.openHintSender();
    ends.push(() => sender.close());
    expect(sender.mayNotify).toBe(true);
    sender.wake();
    await late.start();
    await onRedis(from.bus, to.bus);
    expect(sender.mayNotify).toBe(false);
    await vi.waitFor(() => expect(gaps).toBe(1), 10_000);
    await heard(from.bus, seen, 'with');
  });

  it('is killed and comes back, messages arrive before, meanwhile and after', async () => {
    const mortal = await startRedisServer();
    ends.push(() => mortal.close());
    const warnings: unknown[] = [];
    const log = { ...silentLog, warn: (fields: unknown) => void warnings.push(fields) };
    const [from, to] = [await open(mortal.url, { log }), await open(mortal.url)];
    await onRedis(from.bus, to.bus);
    const seen: string[] = [];
    await to.bus.subscribe('heddle_live', (payload) => seen.push(payload));
    await heard(from.bus, seen, 'before');
    await mortal.kill();
    await heard(from.bus, seen, 'meanwhile');
    await mortal.start();
    await onRedis(from.bus, to.bus);
    await heard(from.bus, seen, 'after');
    expect(JSON.stringify(warnings)).toContain('redis.away');
  });

  it('stops answering, a message is late by no more than the limit', async () => {
    const frozen = await startRedisServer();
    ends.push(() => frozen.close());
    const [from, to] = [await open(frozen.url), await open(frozen.url)];
    await onRedis(from.bus, to.bus);
    const seen: string[] = [];
    await to.bus.subscribe('heddle_live', (payload) => seen.push(payload));
    frozen.freeze();
    await from.bus.publish('heddle_live', 'all the same');
    await vi.waitFor(() => expect(seen).toContain('all the same'));
    expect(from.bus.notifiesWithCommit()).toBe(true);
    frozen.thaw();
    await onRedis(from.bus);
  });

  it('is flushed, hints go on', async () => {
    const flushed = await startRedisServer();
    ends.push(() => flushed.close());
    const [web, worker] = [await open(flushed.url), await open(flushed.url)];
    await onRedis(web.bus, worker.bus);
    let woken = 0;
    const receiver = worker.openHintReceiver(() => (woken += 1));
    const sender = web.openHintSender();
    ends.push(
      () => receiver.close(),
      () => sender.close(),
    );
    sender.wake();
    await vi.waitFor(() => expect(woken).toBe(1), 10_000);
    await flushed.flush();
    await vi.waitFor(
      () => {
        sender.wake();
        expect(woken).toBeGreaterThan(1);
      },
      { timeout: 15_000, interval: 100 },
    );
  });

  it('is away, nothing that is closed hangs', async () => {
    const absent = await startRedisServer({ stopped: true });
    ends.push(() => absent.close());
    const transport = await open(absent.url);
    const sender = transport.openHintSender();
    const receiver = transport.openHintReceiver(() => undefined);
    sender.wake();
    await Promise.all([sender.close(), receiver.close()]);
  });
});
