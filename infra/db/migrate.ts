/**
 * Brings a database up to date at the start, in one session and without Prisma's command line, yet in its ledger: a
 * later `prisma migrate deploy` sees the same migrations as applied. Holds Prisma's own advisory lock, so any number of
 * processes may start at once. Refuses, in words, a database that a newer Heddle has migrated.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { OperationalFailure, UserProblem } from '@/core/errors/app-error';
import { roleConnection } from './role-connection';

const PRISMA_LOCK = 72_707_369;
const OLDEST_SERVER = 14;
const PARTITION_WEEKS_AHEAD = 4;

const LEDGER = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

export interface MigrateOptions {
  /** Login that may create roles, schemas and tables. */
  ownerUrl: string;
  /** Folder with the migrations, `prisma/migrations` of the product. */
  folder: string;
  /** Applies these migrations alone: a backup comes back into the schema it was made with. */
  only?: ReadonlySet<string>;
  /** Login of the app when it is another one: it is given the product's roles. */
  appUrl?: string;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** Applies what is missing and gives back the names of what it applied. */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const migrations = await readMigrations(options.folder);
  const url = new URL(options.ownerUrl);
  url.searchParams.delete('schema');
  const client = new pg.Client({ connectionString: url.href, application_name: 'heddle migrate' });
  await client.connect().catch((cause: unknown) => {
    throw new OperationalFailure(
      'database.unreachable',
      `The database at ${url.hostname}:${url.port || 5432}${url.pathname} does not answer: ${(cause as Error).message}`,
      { cause },
    );
  });
  try {
    await requireServer(client);
    await client.query('select pg_advisory_lock($1)', [PRISMA_LOCK]);
    const pending = await findPending(client, migrations);
    const wanted = pending.filter(({ name }) => options.only?.has(name) ?? true);
    for (const migration of wanted) await apply(client, migration);
    if (options.appUrl) await grantRoles(client, decodeURIComponent(new URL(options.appUrl).username));
    await client.query('select heddle_open_to_backup()');
    await migrateQueue(client);
    await client.query('select heddle_ensure_partitions($1)', [PARTITION_WEEKS_AHEAD]);
    return wanted.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** The migrations of a folder in order, with the checksums that Prisma gives them. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function requireServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
  );
  const found = rows[0];
  if (!found || found.version < OLDEST_SERVER) {
    throw new UserProblem(
      'database.server-too-old',
      `PostgreSQL ${OLDEST_SERVER} or newer is needed; this is ${found?.version}.`,
    );
  }
  if (found.encoding !== 'UTF8') {
    throw new UserProblem(
      'database.wrong-encoding',
      `The database has the encoding ${found.encoding}. Create one with \`encoding 'UTF8'\` and point DATABASE_URL at it.`,
    );
  }
}

async function findPending(client: pg.Client, known: readonly Migration[]): Promise<readonly Migration[]> {
  const exists = await client.query<{ ledger: string | null; tables: number }>(
    `select to_regclass('public._prisma_migrations')::text as ledger,
      (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as tables`,
  );
  if (!exists.rows[0]?.ledger) {
    if ((exists.rows[0]?.tables ?? 0) > 0) {
      throw new UserProblem(
        'database.foreign-database',
        'This database holds tables that are not of Heddle. Create an empty one and point DATABASE_URL at it.',
      );
    }
    await client.query(LEDGER);
  }
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished from public._prisma_migrations
      where rolled_back_at is null order by started_at`,
  );
  const names = new Set(known.map((migration) => migration.name));
  const unknown = rows.filter((row) => !names.has(row.name)).map((row) => row.name);
  if (unknown.length > 0) {
    throw new UserProblem(
      'database.newer-schema',
      `The database was migrated by a newer Heddle (${unknown.join(', ')}). Start that version, or use another database.`,
      { details: { unknown } },
    );
  }
  const half = rows.find((row) => !row.finished);
  if (half) {
    throw new UserProblem(
      'database.half-migrated',
      `The migration ${half.name} was started by another program and did not end. Restore a backup, or mend it and mark it with \`prisma migrate resolve\`.`,
    );
  }
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const edited = known.find(
    (migration) => (applied.get(migration.name) ?? migration.checksum) !== migration.checksum,
  );
  if (edited) {
    throw new UserProblem(
      'database.migration-edited',
      `The migration ${edited.name} differs from the one that this database was made with. Use the Heddle it was made with, or another database.`,
    );
  }
  return known.filter((migration) => !applied.has(migration.name));
}

/** All of it or nothing: the statements and the ledger's row are one transaction. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
        values ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new OperationalFailure(
      'database.migration-failed',
      `The migration ${migration.name} failed and was undone: ${(cause as Error).message}`,
      { cause },
    );
  }
}

async function grantRoles(client: pg.Client, login: string): Promise<void> {
  const { rows } = await client.query<{ role: string }>(
    `select r as role from unnest(array['heddle_app', 'heddle_runner', 'heddle_queue', 'heddle_maintenance']) as r
      where $1 <> current_user and not pg_has_role($1, r, 'MEMBER')`,
    [login],
  );
  for (const { role } of rows) await client.query(`grant ${role} to ${client.escapeIdentifier(login)}`);
}

/** BullMQ keeps a ledger of its own. Its schema exists already, and creating one takes rights its role has not. */
async function migrateQueue(client: pg.Client): Promise<void> {
  await client.query('set role heddle_queue');
  try {
    await runMigrations({ query: (text, values) => queueStatement(client, text, values) }, 'bullmq');
  } finally {
    await client.query('reset role');
  }
}

async function queueStatement<R>(
  client: pg.Client,
  text: string,
  values: readonly unknown[] | undefined,
): Promise<{ rows: R[]; rowCount: number | null }> {
  if (text.startsWith('CREATE SCHEMA')) return { rows: [], rowCount: 0 };
  const { rows, rowCount } = await client.query(text, values ? [...values] : undefined);
  return { rows: rows as R[], rowCount };
}

/** What BullMQ's queues and workers connect with. */
export function queueConnection(url: string): { connectionString: string; options: string; schema: string } {
  const { connectionString } = roleConnection(url, 'heddle_queue');
  return { connectionString, options: '-c role=heddle_queue -c timezone=UTC', schema: 'bullmq' };
}
