/** Everything that stands while chaos reigns: database, proxy, Redis, product, the outside world, and eyes on all of them. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { chmod, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { EMBEDDED_DATABASE, startEmbeddedDatabase } from '@/scripts/cli/embedded-database';
import { startRedisServer, type RedisServer } from '@/testing/redis/redis-server';
import { startDatabaseProxy, type DatabaseProxy } from './database-proxy';
import { startEffectLog, type EffectLog } from './effect-log';
import { startProduct, type ProductUnderFire } from './product-under-fire';

type Embedded = Awaited<ReturnType<typeof startEmbeddedDatabase>>;

export interface Stage {
  readonly folder: string;
  readonly proxy: DatabaseProxy;
  readonly redis: RedisServer | null;
  readonly product: ProductUnderFire;
  readonly outside: EffectLog;
  /** As the database's owner, past the proxy. Throws while the database is away. */
  query<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  /** Ends the server with this signal and starts it again. */
  restartDatabase(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
  /** Shifts the wall clock of a process; 0 sets it right. */
  skew(pid: number, ms: number): Promise<void>;
  /** Writes a line into the diary of this night. */
  note(what: string, details?: Record<string, unknown>): void;
  /** Ends everything. With `keep` the folder stays. */
  close(options: { keep: boolean }): Promise<void>;
}

export interface StageOptions {
  root: string;
  redis: boolean;
  workers: number;
  random: () => number;
}

/** Builds it up; what was built is taken down again when the rest fails. */
export async function buildStage(options: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-chaos-'));
  // The embedded PostgreSQL runs under an account of its own when we are root, and has to pass through.
  await chmod(folder, 0o711);
  const clocks = path.join(folder, 'clocks');
  mkdirSync(clocks);
  const ends: (() => Promise<unknown>)[] = [];
  let database: Embedded | null = null;
  let pool: pg.Pool | null = null;

  const openDatabase = async () => {
    const opened = await startEmbeddedDatabase(folder);
    pool = new pg.Pool({ connectionString: opened.url, max: 3, application_name: 'heddle-chaos' });
    pool.on('error', () => undefined);
    return (database = opened);
  };
  const closePool = () => {
    const closing = pool;
    pool = null;
    return closing?.end().catch(() => undefined);
  };
  const close = async ({ keep }: { keep: boolean }) => {
    for (const end of ends.reverse()) await end().catch(() => undefined);
    if (!keep) await rm(folder, { recursive: true, force: true });
  };

  try {
    const opened = await openDatabase();
    ends.push(async () => {
      await closePool();
      await database?.cluster.stop();
    });
    const proxy = await startDatabaseProxy(() => database?.cluster ?? null);
    ends.push(() => proxy.close());
    const redis = options.redis ? await startRedisServer() : null;
    if (redis) ends.push(() => redis.close());
    const outside = await startEffectLog({
      random: options.random,
      file: path.join(folder, 'effects.jsonl'),
    });
    ends.push(() => outside.close());
    const product = await startProduct({
      ...{ root: options.root, folder, workers: options.workers, clocks },
      databaseUrl: throughProxy(opened.url, proxy.port),
      redisUrl: redis?.url ?? null,
    });
    ends.push(() => product.stop());
    const began = performance.now();
    return {
      ...{ folder, proxy, redis, product, outside, close },
      async query(text, values) {
        if (!pool) throw new Error('The database is away.');
        return (await pool.query(text, values)).rows;
      },
      async restartDatabase(signal) {
        const dying = database;
        if (!dying) return;
        const { pid } = dying.cluster;
        process.kill(pid, signal);
        await untilGone(pid);
        database = null;
        await closePool();
        await openDatabase();
      },
      async skew(pid, ms) {
        const file = path.join(clocks, String(pid));
        if (ms === 0) await unlink(file).catch(() => undefined);
        else await writeFile(file, String(ms));
      },
      note(what, details = {}) {
        const line = {
          atMs: Math.round(performance.now() - began),
          time: new Date().toISOString(),
          what,
          ...details,
        };
        appendFileSync(path.join(folder, 'diary.jsonl'), `${JSON.stringify(line)}\n`);
      },
    };
  } catch (error) {
    await close({ keep: true });
    throw new Error(`The stage could not be built; what it left is in ${folder}.`, { cause: error });
  }
}

function throughProxy(url: string, port: number): string {
  const proxied = new URL(url);
  proxied.port = String(port);
  proxied.pathname = `/${EMBEDDED_DATABASE}`;
  return proxied.href;
}

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
