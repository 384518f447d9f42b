/** `doctor`: the usual reasons why Heddle does not run, each checked and told. Changes nothing. */
import { access, constants, readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { UserProblem } from '@/core/errors/app-error';
import { getEnv, type Env } from '@/infra/env/env';
import { findCluster } from '@/infra/embedded-postgres/cluster';
import type { Command } from './command';
import { clusterFolder, EMBEDDED_DATABASE } from './embedded-database';
import { findRunningInstance } from './up/instance';
import { requireFreePort } from './up/require-free-port';

const WANTED_BYTES = 1_000_000_000;

interface Finding {
  ok: boolean;
  text: string;
}

export const doctorCommand: Command = {
  usage: '',
  summary: 'look for what keeps Heddle from running',
  async run({ root }) {
    const env = getEnv();
    console.log(
      `✓ environment: Node ${process.versions.node}, ${env.isProduction ? 'production' : 'local'} settings`,
    );
    const checks = [checkBuild(root), checkFolder(env), checkAddress(env), checkDatabase(env)];
    const findings = await Promise.all(checks);
    for (const { ok, text } of findings) console.log(`${ok ? '✓' : '✗'} ${text}`);
    const bad = findings.filter(({ ok }) => !ok).length;
    if (bad > 0)
      throw new UserProblem(
        'cli.unwell',
        bad === 1 ? 'One thing needs attention.' : `${bad} things need attention.`,
      );
  },
};

async function checkBuild(root: string): Promise<Finding> {
  const built = await Promise.all(
    ['dist/bundles', 'dist/pages'].map((stamp) =>
      readFile(path.join(root, stamp)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return built.every(Boolean)
    ? { ok: true, text: 'build: complete' }
    : { ok: true, text: 'build: not complete yet; `npm start` builds what is missing' };
}

async function checkFolder(env: Env): Promise<Finding> {
  const existing = await nearestFolder(env.dataDir);
  const writable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return {
      ok: false,
      text: `data folder: ${existing} cannot be written. Set HEDDLE_DATA to a folder of yours.`,
    };
  const { bavail, bsize } = await statfs(existing);
  const free = bavail * bsize;
  const text = `data folder: ${env.dataDir}, ${(free / 1e9).toFixed(1)} GB free`;
  return free > WANTED_BYTES
    ? { ok: true, text }
    : { ok: false, text: `${text}. Make room: the database stops when the disk is full.` };
}

async function nearestFolder(folder: string): Promise<string> {
  const found = await access(folder).then(
    () => true,
    () => false,
  );
  return found || folder === path.dirname(folder) ? folder : nearestFolder(path.dirname(folder));
}

async function checkAddress(env: Env): Promise<Finding> {
  const running = await findRunningInstance(env.dataDir);
  if (running)
    return {
      ok: true,
      text: `address: Heddle runs at ${running.address ?? 'an address to come'} (process ${running.pid})`,
    };
  return requireFreePort(env.host, env.port).then(
    () => ({ ok: true, text: `address: ${env.host}:${env.port} is free` }),
    (error: unknown) => ({ ok: false, text: `address: ${reasonOf(error)}` }),
  );
}

async function checkDatabase(env: Env): Promise<Finding> {
  const running = env.usesEmbeddedDatabase
    ? await findCluster({ dataDir: clusterFolder(env.dataDir) })
    : null;
  const url = env.databaseUrl ?? running?.superuserUrl(EMBEDDED_DATABASE);
  if (url === undefined) return { ok: true, text: 'database: the embedded one, not running' };
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number; fsync: string; commit: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit",
    );
    return judgeDatabase(rows[0] ?? { number: 0, fsync: 'off', commit: 'off' });
  } catch (error) {
    return { ok: false, text: `database: ${reasonOf(error)}. Check DATABASE_URL and that the server runs.` };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function judgeDatabase({
  number,
  fsync,
  commit,
}: {
  number: number;
  fsync: string;
  commit: string;
}): Finding {
  const major = Math.floor(number / 10_000);
  if (major < 14)
    return { ok: false, text: `database: PostgreSQL ${major} is too old. Heddle needs 14 or newer.` };
  if (fsync !== 'on' || commit === 'off') {
    return {
      ok: false,
      text: 'database: fsync or synchronous_commit is off, so accepted work could be lost. Turn both on.',
    };
  }
  return { ok: true, text: `database: PostgreSQL ${major} answers and keeps what it accepts` };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
