import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase, type Database } from '@/infra/db/database';

export interface TestDatabase {
  db: Database;
  /** Superuser's connection string: for looking behind the curtain, and for processes under test. */
  url: string;
  /** Runs one statement as superuser, past row-level security. */
  query<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>;
  drop(): Promise<void>;
}

/** A database of its own for a test file, copied from the migrated template. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${template.pathname.slice(1)} strategy wal_log`);
  const url = onDatabase(name);
  const db = createDatabase({ url, appConnections: 5, runnerConnections: 4 });
  const superuser = new pg.Pool({ connectionString: url, max: 2, options: '-c timezone=UTC' });
  superuser.on('error', () => undefined);
  return {
    db,
    url,
    query: async <R extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await superuser.query<R>(text, values)).rows,
    async drop() {
      await Promise.all([db.close(), superuser.end()]);
      await administer(`drop database ${name} with (force)`);
    },
  };
}

/** An empty database of its own: nothing is migrated. Give back what to drop it with. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}`);
  return { url: onDatabase(name), drop: () => administer(`drop database ${name} with (force)`) };
}

function onDatabase(name: string): string {
  const url = new URL(inject('templateUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

/** Two copies of one template at once are refused by the server: they queue on a lock of the maintenance database. */
async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: onDatabase('postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    await client.query(sql);
  } finally {
    await client.end();
  }
}
