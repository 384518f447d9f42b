import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile, appendFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { createEmptyDatabase } from '@/testing/database/test-database';
import { migrate, queueConnection } from './migrate';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'prisma/migrations');
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createEmptyDatabase();
  cleanups.push(drop);
  return url;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Prisma's command line, offline, as a developer would run it. */
async function prisma(url: string, ...args: string[]): Promise<{ code: number; text: string }> {
  const cli = path.join(root, 'node_modules/prisma/build/index.js');
  const env = { ...process.env, DATABASE_OWNER_URL: url, DATABASE_URL: url };
  const run = promisify(execFile)(process.execPath, [cli, ...args], { cwd: root, env });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
}

const diff = [
  'migrate',
  'diff',
  '--from-config-datasource',
  '--to-schema',
  'prisma/schema.prisma',
  '--exit-code',
];

test('an empty database is brought up to date once, also by several processes at the same time', async () => {
  const url = await emptyDatabase();
  const applied = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl: url, folder })));
  expect(applied.map((names) => names.length > 0).filter(Boolean)).toHaveLength(1);
  expect(await migrate({ ownerUrl: url, folder })).toEqual([]);
});

test("Prisma's command line sees the same migrations as applied, and no drift", async () => {
  const url = await emptyDatabase();
  await migrate({ ownerUrl: url, folder });
  const status = await prisma(url, 'migrate', 'status');
  expect(status.text).toContain('Database schema is up to date');
  const deploy = await prisma(url, 'migrate', 'deploy');
  expect(deploy.text).toContain('No pending migrations');
  expect(await prisma(url, ...diff)).toMatchObject({ code: 0 });
  await query(url, 'alter table workflows alter column name drop not null');
  const drifted = await prisma(url, ...diff);
  expect(drifted.code).toBe(2);
  expect(drifted.text).toContain('workflows');
});

test("what Prisma's command line has migrated is taken over", async () => {
  const url = await emptyDatabase();
  expect((await prisma(url, 'migrate', 'deploy')).code).toBe(0);
  expect(await migrate({ ownerUrl: url, folder })).toEqual([]);
  const [queue] = await query(url, `select to_regclass('bullmq.migration')::text as name`);
  expect(queue).toEqual({ name: 'bullmq.migration' });
});

test('a database that a newer version has migrated is refused in words', async () => {
  const url = await emptyDatabase();
  await migrate({ ownerUrl: url, folder });
  await query(
    url,
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'y', '2999_more', now())`,
  );
  await expect(migrate({ ownerUrl: url, folder })).rejects.toMatchObject({ code: 'database.newer-schema' });
});

test('a migration that was edited afterwards is refused', async () => {
  const url = await emptyDatabase();
  await migrate({ ownerUrl: url, folder });
  await query(url, `update _prisma_migrations set checksum = 'other' where migration_name like '%_nouns'`);
  await expect(migrate({ ownerUrl: url, folder })).rejects.toMatchObject({
    code: 'database.migration-edited',
  });
});

test('a database with tables of somebody else is refused and left as it was', async () => {
  const url = await emptyDatabase();
  await query(url, 'create table theirs (id int)');
  await expect(migrate({ ownerUrl: url, folder })).rejects.toMatchObject({
    code: 'database.foreign-database',
  });
  expect(
    await query(url, `select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace`),
  ).toEqual([{ n: 1 }]);
});

test('a migration that fails is undone as a whole, and the next start goes on', async () => {
  const url = await emptyDatabase();
  const copy = await mkdtemp(path.join(os.tmpdir(), 'migrations-'));
  cleanups.push(() => rm(copy, { recursive: true }));
  await cp(folder, copy, { recursive: true });
  const broken = path.join(copy, '29990101000000_broken');
  await mkdir(broken);
  await writeFile(path.join(broken, 'migration.sql'), 'create table half (id int); select 1 / 0;');
  await expect(migrate({ ownerUrl: url, folder: copy })).rejects.toMatchObject({
    code: 'database.migration-failed',
  });
  expect(await query(url, `select to_regclass('half')::text as name`)).toEqual([{ name: null }]);
  await writeFile(path.join(broken, 'migration.sql'), 'create table half (id int);');
  expect(await migrate({ ownerUrl: url, folder: copy })).toEqual(['29990101000000_broken']);
  await appendFile(path.join(broken, 'migration.sql'), '\n');
  await expect(migrate({ ownerUrl: url, folder: copy })).rejects.toMatchObject({
    code: 'database.migration-edited',
  });
});

test('an unreachable database is said in words, without the password', async () => {
  const failure = await migrate({ ownerUrl: 'postgresql://u:secret@127.0.0.1:1/none', folder }).catch(
    (e: unknown) => e,
  );
  expect(failure).toMatchObject({ code: 'database.unreachable' });
  expect(String(failure)).not.toContain('secret');
});

test('the queue works with its own role and nothing else', async () => {
  const url = await emptyDatabase();
  await migrate({ ownerUrl: url, folder });
  const { Queue } = withBackend(createPostgresBackend);
  const queue = new Queue('test', { connection: { ...queueConnection(url), max: 1 } });
  cleanups.push(() => queue.close());
  const job = await queue.add('wake', {}, { jobId: 'shard-0' });
  expect(job.id).toBe('shard-0');
  const owners = await query(url, `select distinct tableowner from pg_tables where schemaname = 'bullmq'`);
  expect(owners).toEqual([{ tableowner: 'heddle_queue' }]);
});

test("Prisma's command line understands passwords with odd characters, and its own parameters", async () => {
  const url = await emptyDatabase();
  await migrate({ ownerUrl: url, folder });
  const login = `odd_${process.pid}`;
  await query(url, `create role ${login} login superuser password 'a:b/c@d%é'`);
  cleanups.push(async () => void (await query(url, `drop role ${login}`)));
  const odd = new URL(url);
  odd.username = login;
  odd.password = encodeURIComponent('a:b/c@d%é');
  odd.search = '?schema=public&sslmode=disable';
  expect((await prisma(odd.href, 'migrate', 'status')).text).toContain('Database schema is up to date');
  odd.password = 'wrong';
  expect((await prisma(odd.href, 'migrate', 'status')).text).toContain('P1000');
});
