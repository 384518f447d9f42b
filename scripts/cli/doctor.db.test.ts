/** Each thing that the doctor can find, made wrong on purpose. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseEnv } from '@/infra/env/env';
import { createVault } from '@/infra/vault/vault';
import { aTenant } from '@/testing/builders/people';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { startRedisServer } from '@/testing/redis/redis-server';
import { skipWithoutRedis } from '@/testing/redis/use-redis';
import { examine } from './doctor';
import { checkNode } from './doctor/check-machine';

const root = fileURLToPath(new URL('../..', import.meta.url));
const withoutRedis = skipWithoutRedis("the doctor's look at Redis");
const KEY = `k1:${Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('base64')}`;

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-doctor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Findings by name, as `level: text`. */
async function look(variables: Record<string, string> = {}): Promise<Record<string, string>> {
  const env = parseEnv({
    DATABASE_URL: database.url,
    HEDDLE_ENCRYPTION_KEYS: KEY,
    HEDDLE_DATA: folder,
    PORT: '4199',
    ...variables,
  });
  const findings = await examine(root, env);
  return Object.fromEntries(findings.map(({ name, level, text }) => [name, `${level}: ${text}`]));
}

describe('the doctor', () => {
  it('finds a healthy database healthy, and says what it looked at', async () => {
    const found = await look();
    const { backup, build, disk, ...rest } = found;
    expect([backup, build, disk]).toEqual([
      expect.stringContaining('none'),
      expect.any(String),
      expect.any(String),
    ]);
    expect(Object.keys(rest)).toEqual(
      expect.arrayContaining([
        'environment',
        'node',
        'folder',
        'files',
        'address',
        'transport',
        'migrations',
        'roles',
        'database',
        'isolation',
        'clock',
        'partitions',
        'keys',
      ]),
    );
    expect(Object.values(rest).filter((text) => !text.startsWith('ok: '))).toEqual([]);
  });

  it('needs no database for the rest, when the embedded one is not running', async () => {
    const found = await look({ DATABASE_URL: '' });
    expect(found['database']).toMatch(/^ok: the embedded one/);
    expect(found['address']).toMatch(/^ok: /);
  });

  it('finds an old Node', () => {
    expect(checkNode('18.20.1').level).toBe('problem');
    expect(checkNode('20.18.0').level).toBe('problem');
    expect(checkNode('20.19.0').level).toBe('ok');
    expect(checkNode('24.1.0').level).toBe('ok');
  });

  it('finds a database that does not answer', async () => {
    const found = await look({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/nothing' });
    expect(found['database']).toMatch(/^problem: .*Check DATABASE_URL/);
  });

  it('finds an empty database and one of a newer version', async () => {
    const empty = await createEmptyDatabase();
    expect((await look({ DATABASE_URL: empty.url }))['migrations']).toMatch(/^problem: .*holds no Heddle/);
    await empty.drop();
    await database.query(
      "insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'y', '2999_more', now())",
    );
    expect((await look())['migrations']).toMatch(/^problem: a newer Heddle .*2999_more/);
    await database.query("delete from _prisma_migrations where id = 'x'");
  });

  it('finds missing migrations', async () => {
    await database.query(
      "update _prisma_migrations set rolled_back_at = now() where migration_name like '%_operations'",
    );
    expect((await look())['migrations']).toMatch(/^problem: 1 are missing/);
    await database.query('update _prisma_migrations set rolled_back_at = null');
  });

  it('finds a table whose rows are open', async () => {
    await database.query('alter table workflows no force row level security');
    expect((await look())['isolation']).toMatch(/^problem: .*workflows/);
    await database.query('alter table workflows force row level security');
  });

  it('finds a login without the roles', async () => {
    const login = `doctor_${randomBytes(4).toString('hex')}`;
    await database.query(`create role ${login} login password 'x'`);
    const url = new URL(database.url);
    url.username = login;
    url.password = 'x';
    const found = await look({ DATABASE_URL: url.href, DATABASE_OWNER_URL: database.url });
    expect(found['roles']).toMatch(/^problem: .*heddle_app/);
    await database.query(`drop role ${login}`);
  });

  it('finds a server that may forget', async () => {
    await database.query(
      `alter database ${new URL(database.url).pathname.slice(1)} set synchronous_commit = off`,
    );
    expect((await look())['database']).toMatch(/^problem: .*synchronous_commit/);
    await database.query(
      `alter database ${new URL(database.url).pathname.slice(1)} reset synchronous_commit`,
    );
  });

  it('finds partitions that run out', async () => {
    await database.query('select heddle_ensure_partitions(4)');
    const leaves = await database.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'heddle_parts'::regnamespace and relname ~ '^runs_30_[0-9]{8}$' order by 1 desc limit 4`,
    );
    for (const { name } of leaves) await database.query(`drop table heddle_parts.${name}`);
    expect((await look())['partitions']).toMatch(/^warning: .*only 0 weeks/);
    await database.query('select heddle_ensure_partitions(4)');
  });

  it('finds credentials that no key opens', async () => {
    const tenant = await aTenant(peopleDeps(database));
    const id = tenant.id;
    const vault = createVault([{ id: 'lost', key: randomBytes(32) }]);
    const { keyId, wrappedKey, sealed } = vault.seal(
      { tenantId: tenant.id, credentialId: id, type: 't' },
      Buffer.from('x'),
    );
    await database.query(
      `insert into credentials (tenant_id, id, project_id, type, name, key_id, wrapped_key, sealed, created_by)
        select $1, $1, id, 't', 'n', $2, $3, $4, 'test' from projects where tenant_id = $1`,
      [id, keyId, Buffer.from(wrappedKey), Buffer.from(sealed)],
    );
    expect((await look())['keys']).toMatch(/^problem: 1 of 1 /);
    await database.query('delete from credentials');
  });

  it('finds work that waits, workers that are gone and versions that differ, once a process lives', async () => {
    await database.query(
      `insert into processes (id, kind, host, pid, version, expires_at) values (gen_random_uuid(), 'web', 'h', 1, '1', now() + interval '1 minute')`,
    );
    await database.query(
      `insert into run_live (id, tenant_id, project_id, workflow_id, graph_hash, trigger_node, due_at)
        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'h', 't', now() - interval '2 minutes'`,
    );
    await database.query(
      `insert into run_live (id, tenant_id, project_id, workflow_id, graph_hash, trigger_node, worker_id)
        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'h', 't', gen_random_uuid()`,
    );
    const alone = await look();
    expect(alone['workers']).toMatch(/^problem: /);
    expect(alone['lag']).toMatch(/^problem: .*1[12]\d s/);
    expect(alone['runs']).toMatch(/^warning: 1 runs/);
    await database.query(
      `insert into processes (id, kind, host, pid, version, expires_at) values (gen_random_uuid(), 'worker', 'h', 2, '2', now() + interval '1 minute')`,
    );
    expect((await look())['versions']).toMatch(/^warning: .*1, 2/);
    await database.query('delete from processes');
    await database.query('delete from run_live');
  });

  it('finds a port that is taken', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    expect((await look({ PORT: String(port) }))['address']).toMatch(/^problem: Port \d+ .* taken/);
    other.close();
  });

  it('finds a data folder that is none, and files that cannot be written', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    expect((await look({ HEDDLE_DATA: file }))['folder']).toMatch(/^problem: .*is a file/);
    await mkdir(path.join(folder, 'data'));
    expect((await look({ HEDDLE_BLOBS: path.join(file, 'blobs') }))['files']).toMatch(/^problem: /);
  });

  it.skipIf(withoutRedis)('finds Redis away, and there', async () => {
    const redis = await startRedisServer();
    expect((await look({ REDIS_URL: redis.url }))['transport']).toMatch(/^ok: Redis/);
    await redis.kill();
    expect((await look({ REDIS_URL: redis.url }))['transport']).toMatch(/^warning: /);
    await redis.close();
  });
});
