import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type Cluster } from '@/infra/embedded-postgres/cluster';
import { migrationsFolder } from '@/testing/database/global-setup';
import { aTenant, anApiKey, aSession } from '@/testing/builders/people';
import { systemClock } from '@/infra/clock/clock';
import { createIds } from '@/infra/ids/ids';
import { createDatabase } from './database';
import { migrate, queueConnection } from './migrate';

/** People bring their own PostgreSQL, and an ordinary login on it. Older servers are tested where one is installed. */
const servers = [
  { name: 'the shipped server', binDir: undefined, major: 18 },
  { name: 'PostgreSQL 15', binDir: '/usr/lib/postgresql/15/bin', major: 15 },
].filter(({ binDir }) => binDir === undefined || existsSync(path.join(binDir, 'postgres')));

describe.each(servers)('$name', ({ binDir, major }) => {
  let folder: string;
  let cluster: Cluster;
  const migrated = (ownerUrl: string, appUrl: string) =>
    migrate({ ownerUrl, appUrl, folder: migrationsFolder });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-server-'));
    cluster = await startCluster({
      dataDir: folder,
      skipInitSync: true,
      ...(binDir === undefined ? {} : { binDir }),
    });
  });
  afterAll(async () => {
    await cluster.stop();
    await rm(folder, { recursive: true });
  });

  async function asSuperuser(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: cluster.superuserUrl('postgres') });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  function urlFor(database: string, login: string): string {
    const url = new URL(cluster.superuserUrl(database));
    url.username = login;
    url.password = 'p@ss/wörd';
    return url.href;
  }

  test('is the version it should be', () => expect(cluster.majorVersion).toBe(major));

  test('an owner without superuser rights migrates, and a login that owns nothing runs the product', async () => {
    await asSuperuser(
      `create role the_owner login createrole password 'p@ss/wörd'`,
      `create role the_app login password 'p@ss/wörd'`,
      'create database plain owner the_owner',
    );
    const [ownerUrl, appUrl] = [urlFor('plain', 'the_owner'), urlFor('plain', 'the_app')];
    expect((await migrated(ownerUrl, appUrl)).length).toBeGreaterThan(0);
    expect(await migrated(ownerUrl, appUrl)).toEqual([]);
    const db = createDatabase({ url: appUrl });
    try {
      await db.check();
      const deps = { db, clock: systemClock, ids: createIds(systemClock) };
      const tenant = await aTenant(deps);
      const other = await aTenant(deps);
      await aSession(deps, tenant.owner);
      await anApiKey(deps, tenant);
      const seen = await db.withTenant({ tenantId: tenant.id }, (tx) =>
        tx.tenant.findMany({ select: { id: true } }),
      );
      expect(seen).toEqual([{ id: tenant.id }]);
      expect((await db.runner.query('select id from tenants')).rows).toHaveLength(2);
      expect(await db.lookup.tenantBySlug(other.slug)).toMatchObject({ id: other.id });
      await db.runner.query('select heddle_ensure_partitions(6)');
      const { Queue } = withBackend(createPostgresBackend);
      const queue = new Queue('test', { connection: { ...queueConnection(appUrl), max: 1 } });
      await queue.add('wake', {}, { jobId: 'shard-0' });
      await queue.close();
    } finally {
      await db.close();
    }
  });

  test('a second database of the same server shares the roles', async () => {
    await asSuperuser('create database second');
    const url = cluster.superuserUrl('second');
    expect((await migrated(url, url)).length).toBeGreaterThan(0);
  });

  test('a server that may forget what it confirmed is refused', async () => {
    await asSuperuser('create database forgetful', 'alter database forgetful set synchronous_commit = off');
    const url = cluster.superuserUrl('forgetful');
    await migrated(url, url);
    const db = createDatabase({ url });
    await expect(db.check()).rejects.toMatchObject({ code: 'database.not-durable' });
    await db.close();
  });
});

test.skipIf(servers.length > 1)(
  'PostgreSQL 15 is not installed here: the older server was left out',
  () => undefined,
);
