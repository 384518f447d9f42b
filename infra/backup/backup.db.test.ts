/** A product with workflows, runs, files and credentials, backed up while it works, and brought back somewhere empty. */
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@/infra/db/database';
import { migrate } from '@/infra/db/migrate';
import { getRun } from '@/services/runs/get-run';
import { startRun } from '@/services/runs/start-run';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import { createEmptyDatabase, type TestDatabase } from '@/testing/database/test-database';
import { migrationsFolder } from '@/testing/database/global-setup';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { readArchive, writeArchive } from './archive';
import { createBackup } from './create-backup';
import { restoreBackup, type RestoreOptions } from './restore-backup';

const at = { x: 0, y: 0 };
const TEXT = 'x'.repeat(400_000);
const isOver = (run: { status: string }) => ['succeeded', 'failed', 'cancelled'].includes(run.status);

let product: TestProduct;
let folder: string;
let file: string;
let workflowId: string;
let runId: string;
const credential = { id: '', secret: Buffer.from('{"token":"s3cret"}') };

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-backup-'));
  file = path.join(folder, 'all.backup.gz');
  await writeFile(path.join(folder, 'encryption-key'), 'the key');
  product = await createTestProduct();
  await product.startWorker();
  workflowId = await product.publish({
    format: 'heddle.workflow/1',
    name: 'Kept "quoted", {braced}\n\\ünïcode',
    nodes: [
      { id: 'start', type: 'manual-trigger', name: 'Start', position: at },
      { id: 'end', type: 'no-op', name: 'End', position: at },
    ],
    edges: [{ id: 'e', source: 'start', target: 'end' }],
  });
  runId = await begin({ text: TEXT, b: 2, a: 'é\t"\\{}' });
  await product.until(runId, isOver);
  await addCredential();
  await ageHistory();
  // Somebody goes on working meanwhile.
  const others = Array.from({ length: 30 }, (_, n) => begin({ n }));
  await createBackup({
    file,
    ownerUrl: product.database.url,
    blobs: product.blobs,
    keyFile: path.join(folder, 'encryption-key'),
    heddle: '0.0.0',
  });
  for (const id of await Promise.all(others)) await product.until(id, isOver);
});
afterAll(async () => {
  await product.close();
  await rm(folder, { recursive: true, force: true });
});

async function begin(input: Record<string, string | number>): Promise<string> {
  const { deps, tenant } = product;
  return (await startRun(deps, tenant.scope, { workflowId, version: 'published', input })).id;
}

async function addCredential(): Promise<void> {
  const { deps, tenant, database } = product;
  credential.id = deps.ids.uuid7();
  const owner = { tenantId: tenant.id, credentialId: credential.id, type: 'http-header' };
  const { keyId, wrappedKey, sealed } = deps.vault.seal(owner, credential.secret);
  await database.query(
    `insert into credentials (tenant_id, id, project_id, type, name, key_id, wrapped_key, sealed, hosts, created_by)
      select $1, $2, id, 'http-header', 'A key', $3, $4, $5, '{a.test,"b, c"}', 'test' from projects where tenant_id = $1`,
    [tenant.id, credential.id, keyId, Buffer.from(wrappedKey), Buffer.from(sealed)],
  );
}

/** A run of last year, in a class that no tenant has now. */
async function ageHistory(): Promise<void> {
  await product.database.query("select heddle_make_weeks(365::smallint, array['2026-01-05']::date[])");
  await product.database.query(
    `insert into runs (tenant_id, id, project_id, workflow_id, version, graph_hash, mode, trigger_node, status, created_at, finished_at, retention_class, seq)
      select tenant_id, uuid7_low('2026-01-07Z'), project_id, workflow_id, version, graph_hash, mode, trigger_node, status, created_at, finished_at, 365, seq
      from runs where id = $1`,
    [runId],
  );
}

interface Target {
  url: string;
  options: RestoreOptions;
  database: TestDatabase;
  drop(): Promise<void>;
}

async function emptyTarget(archive = file): Promise<Target> {
  const { url, drop } = await createEmptyDatabase();
  const home = await mkdtemp(path.join(folder, 'target-'));
  const db = createDatabase({ url, appConnections: 2, runnerConnections: 2 });
  const options = {
    file: archive,
    ownerUrl: url,
    migrationsFolder,
    blobs: path.join(home, 'blobs'),
    keyFile: path.join(home, 'encryption-key'),
  };
  return {
    url,
    options,
    database: { db, url, query: (text) => query(url, text), drop: () => Promise.resolve() },
    async drop() {
      await db.close();
      await drop();
    },
  };
}

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a backup', () => {
  it('is readable by its owner alone and never half there', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('is remembered in the database', async () => {
    const [row] = await product.database.query<{ bytes: string }>('select bytes from backups');
    expect(Number(row?.bytes)).toBe((await stat(file)).size);
  });

  it('leaves the key out when told to', async () => {
    const { url } = product.database;
    const bare = path.join(folder, 'bare.backup.gz');
    await createBackup({ file: bare, ownerUrl: url, blobs: product.blobs, keyFile: null, heddle: '0.0.0' });
    for await (const record of readArchive(bare))
      expect(record.kind === 'json' && JSON.stringify(record.value)).not.toBe('{"record":"key"}');
  });
});

describe('restored into an empty place', () => {
  let target: Target;
  let restored: TestProduct;

  beforeAll(async () => {
    target = await emptyTarget();
    await restoreBackup(target.options);
    restored = await createTestProduct({
      existing: { database: target.database, blobs: target.options.blobs },
    });
  });
  afterAll(async () => {
    await restored.close();
    await target.drop();
  });

  it('an old run is read as it was, its files included', async () => {
    const run = await getRun(restored.deps, product.tenant.scope, { id: runId, outputs: true });
    expect(JSON.stringify(run.output)).toBe(JSON.stringify([{ json: { text: TEXT, b: 2, a: 'é\t"\\{}' } }]));
  });

  it('a workflow is the same and runs', async () => {
    const { scope } = product.tenant;
    const { text } = await exportWorkflow(restored.deps, scope, { id: workflowId });
    expect(text).toBe((await exportWorkflow(product.deps, scope, { id: workflowId })).text);
    await restored.startWorker();
    const { id } = await startRun(restored.deps, scope, {
      workflowId,
      version: 'published',
      input: { n: 1 },
    });
    expect((await restored.until(id, isOver, scope)).status).toBe('succeeded');
  });

  it('runs that were under way go on', async () => {
    const live = () => query<{ id: string }>(target.url, 'select id from run_live');
    await expect.poll(live, { timeout: 20_000 }).toEqual([]);
    expect(await query(target.url, 'select 1 from run_live where deaths > 0')).toEqual([]);
  });

  it('a credential opens, and the key is back', async () => {
    const [row] = await query<{ key_id: string; wrapped_key: Buffer; sealed: Buffer; hosts: string[] }>(
      target.url,
      'select key_id, wrapped_key, sealed, hosts from credentials',
    );
    expect(row?.hosts).toEqual(['a.test', 'b, c']);
    const owner = { tenantId: product.tenant.id, credentialId: credential.id, type: 'http-header' };
    const envelope = {
      keyId: row?.key_id ?? '',
      wrappedKey: row?.wrapped_key ?? Buffer.alloc(0),
      sealed: row?.sealed ?? Buffer.alloc(0),
    };
    expect(restored.deps.vault.open(owner, envelope)).toEqual(credential.secret);
    expect(await readFile(target.options.keyFile, 'utf8')).toBe('the key');
    expect((await stat(target.options.keyFile)).mode & 0o777).toBe(0o600);
  });

  it('history lies in the weeks it was made in, and row-level security holds again', async () => {
    const [old] = await query<{ part: string }>(
      target.url,
      'select tableoid::regclass::text as part from runs where retention_class = 365',
    );
    expect(old?.part).toContain('runs_365_20260105');
    const open = await query(
      target.url,
      `select relname from pg_class where relnamespace in ('public'::regnamespace, 'heddle_parts'::regnamespace) and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity) and relname <> '_prisma_migrations'`,
    );
    expect(open).toEqual([]);
  });
});

describe('a restore is refused', () => {
  it('where the database holds data', async () => {
    const { options, drop } = await emptyTarget();
    await expect(restoreBackup({ ...options, ownerUrl: product.database.url })).rejects.toMatchObject({
      code: 'restore.not-empty',
    });
    await drop();
  });

  it('where tables of somebody else are', async () => {
    const { options, url, drop } = await emptyTarget();
    await query(url, 'create table theirs (id int)');
    await expect(restoreBackup(options)).rejects.toMatchObject({ code: 'restore.not-empty' });
    await drop();
  });

  it('where files or a key are', async () => {
    const { options, drop } = await emptyTarget();
    await writeFile(options.keyFile, 'another');
    await expect(restoreBackup(options)).rejects.toMatchObject({ code: 'restore.not-empty' });
    await rm(options.keyFile);
    await mkdir(path.join(options.blobs, '30'), { recursive: true });
    await expect(restoreBackup(options)).rejects.toMatchObject({ code: 'restore.not-empty' });
    await drop();
  });

  it('when a newer version made the backup', async () => {
    const newer = path.join(folder, 'newer.backup.gz');
    await writeArchive(newer, async (writer) => {
      for await (const record of readArchive(file)) {
        if (record.kind === 'data') await writer.data(record.bytes);
        else await writer.json(withMigration(record.value));
      }
    });
    const { options, url, drop } = await emptyTarget(newer);
    await expect(restoreBackup(options)).rejects.toMatchObject({ code: 'backup.newer' });
    expect(await query(url, "select 1 from pg_class where relname = 'tenants'")).toEqual([]);
    await drop();
  });

  it('and undone when the archive is cut off; the same place can be used again', async () => {
    const cut = path.join(folder, 'cut.backup.gz');
    await writeFile(cut, await readFile(file));
    await truncate(cut, (await stat(file)).size - 200);
    const { options, drop } = await emptyTarget(cut);
    await expect(restoreBackup(options)).rejects.toMatchObject({ code: 'backup.damaged' });
    expect(await readdir(options.blobs).catch(() => [])).toEqual([]);
    await restoreBackup({ ...options, file });
    await drop();
  });

  it('when the file is something else or not there', async () => {
    const { options, drop } = await emptyTarget(path.join(folder, 'encryption-key'));
    await expect(restoreBackup(options)).rejects.toMatchObject({ code: 'backup.damaged' });
    await expect(restoreBackup({ ...options, file: `${file}.nothing` })).rejects.toMatchObject({
      code: 'backup.unreadable',
    });
    await drop();
  });
});

it('a backup of an older schema comes back and is brought forward', async () => {
  const { url, drop } = await createEmptyDatabase();
  const names = (await readdir(migrationsFolder)).filter((name) => /^\d/.test(name)).sort();
  const upTo = names.findIndex((name) => name.endsWith('_operations'));
  await migrate({ ownerUrl: url, folder: migrationsFolder, only: new Set(names.slice(0, upTo + 1)) });
  await query(
    url,
    "insert into tenants (id, slug, name, effect_secret) values (gen_random_uuid(), 'old', 'Old', decode(repeat('ab', 32), 'hex'))",
  );
  const older = path.join(folder, 'older.backup.gz');
  await createBackup({
    file: older,
    ownerUrl: url,
    blobs: path.join(folder, 'none'),
    keyFile: null,
    heddle: '0.0.0',
  });
  const target = await emptyTarget(older);
  await restoreBackup(target.options);
  expect(await query(target.url, 'select slug from tenants')).toEqual([{ slug: 'old' }]);
  expect(await migrate({ ownerUrl: target.url, folder: migrationsFolder })).toEqual([]);
  await target.drop();
  await drop();
});

function withMigration(value: unknown): unknown {
  const record = value as { record: string; migrations?: string[] };
  return record.record === 'manifest'
    ? { ...record, migrations: [...(record.migrations ?? []), '2999_more'] }
    : record;
}
