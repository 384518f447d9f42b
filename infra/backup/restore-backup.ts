/**
 * Brings a backup back: into an empty database and an empty blob folder, at the schema it was made with, then forward to
 * this version's. Refuses anything that is not empty and anything that a newer Heddle wrote.
 */
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { UserProblem } from '@/core/errors/app-error';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { migrate, readMigrations } from '@/infra/db/migrate';
import { damaged, readArchive, type ArchiveRecord } from './archive';
import { manifestSchema, sectionSchema, type Manifest, type Section } from './manifest';
import { openLoader, type DatabaseLoader } from './load-database';

export interface RestoreOptions {
  file: string;
  ownerUrl: string;
  /** Login of the app where it is another one. */
  appUrl?: string;
  migrationsFolder: string;
  blobs: string;
  /** Where the development key goes. */
  keyFile: string;
}

export interface RestoreSummary {
  manifest: Manifest;
  rows: number;
  blobs: number;
}

export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const manifest = await readBackupManifest(options.file, options.migrationsFolder);
  await requireEmptyFolders(options, manifest);
  await requireEmptyDatabase(options.ownerUrl, manifest);
  const migration = {
    ownerUrl: options.ownerUrl,
    folder: options.migrationsFolder,
    ...(options.appUrl === undefined ? {} : { appUrl: options.appUrl }),
  };
  await migrate({ ...migration, only: new Set(manifest.migrations) });
  const loader = await openLoader(options.ownerUrl, manifest);
  try {
    const counts = await loadSections(options, loader);
    await loader.commit();
    await migrate(migration);
    return { manifest, ...counts };
  } catch (error) {
    await undoFiles(options, manifest);
    throw error;
  } finally {
    await loader.close();
  }
}

/**
 * The manifest of an archive that this version can restore.
 * @throws UserProblem `backup.unreadable`, `backup.damaged`, `backup.newer`
 */
export async function readBackupManifest(file: string, migrationsFolder: string): Promise<Manifest> {
  const records = readArchive(file);
  const first = await records.next();
  await records.return();
  const parsed = manifestSchema.safeParse(first.value?.kind === 'json' ? first.value.value : null);
  if (!parsed.success) throw damaged(file, parsed.error);
  const known = new Set((await readMigrations(migrationsFolder)).map(({ name }) => name));
  const unknown = parsed.data.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new UserProblem(
      'backup.newer',
      `This backup was made by a newer Heddle (${parsed.data.heddle}; it knows ${unknown.join(', ')}). Restore it with that version.`,
      { details: { unknown } },
    );
  }
  return parsed.data;
}

/** Empty, or set up by a restore that was cut off or a start that nobody has used, at no newer schema. */
async function requireEmptyDatabase(ownerUrl: string, manifest: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ tables: number; ledger: boolean; ours: boolean }>(
      `select count(*)::int as tables, coalesce(bool_or(relname = '_prisma_migrations'), false) as ledger,
        to_regproc('public.heddle_open_to_backup') is not null as ours
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    );
    const found = rows[0];
    if (!found || found.tables === 0) return;
    const isFree = found.ledger && found.ours && (await fitsAndHoldsNobody(client, manifest));
    if (!isFree) throw notEmpty('The database', 'holds data already');
  } finally {
    await client.end();
  }
}

async function fitsAndHoldsNobody(client: pg.Client, manifest: Manifest): Promise<boolean> {
  await client.query('begin read only');
  const ledger = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations',
  );
  await client.query('set local role heddle_backup');
  const people = await client.query(
    '(select id from users limit 1) union all (select id from tenants limit 1)',
  );
  await client.query('rollback');
  return people.rowCount === 0 && ledger.rows.every(({ name }) => manifest.migrations.includes(name));
}

async function requireEmptyFolders(options: RestoreOptions, manifest: Manifest): Promise<void> {
  const blobs = await readdir(options.blobs).catch(() => []);
  if (blobs.length > 0) throw notEmpty(options.blobs, 'is not empty');
  if (manifest.hasKeys && (await stat(options.keyFile).catch(() => null)))
    throw notEmpty(options.keyFile, 'exists already');
}

function notEmpty(what: string, why: string): UserProblem {
  return new UserProblem(
    'restore.not-empty',
    `${what} ${why}. Restoring never overwrites: name an empty folder with HEDDLE_DATA, or an empty database with DATABASE_URL.`,
  );
}

async function loadSections(
  options: RestoreOptions,
  loader: DatabaseLoader,
): Promise<{ rows: number; blobs: number }> {
  const counts = { rows: 0, blobs: 0 };
  const take = createTaker(options, loader, counts);
  let end: Extract<Section, { record: 'end' }> | null = null;
  let isFirst = true;
  for await (const record of readArchive(options.file)) {
    if (isFirst) isFirst = false;
    else end = await take(record);
  }
  if (end?.rows !== counts.rows || end.blobs !== counts.blobs) throw damaged(options.file, null);
  return counts;
}

/** Handles one record after the other; gives back the end once it came. */
function createTaker(
  options: RestoreOptions,
  loader: DatabaseLoader,
  counts: { rows: number; blobs: number },
) {
  const store = createFolderBlobStore(options.blobs);
  let section: Section | null = null;
  let blob: Buffer[] = [];

  async function endBlob(): Promise<void> {
    if (section?.record !== 'blob') return;
    await store.put(section.key, Buffer.concat(blob));
    blob = [];
    counts.blobs += 1;
  }

  return async (record: ArchiveRecord): Promise<Extract<Section, { record: 'end' }> | null> => {
    if (record.kind === 'data') {
      if (section?.record === 'table') {
        await loader.row(record.bytes.toString());
        counts.rows += 1;
      } else if (section?.record === 'blob') blob.push(record.bytes);
      else if (section?.record === 'key') await writeKey(options.keyFile, record.bytes);
      else throw damaged(options.file, null);
      return null;
    }
    await endBlob();
    const parsed = sectionSchema.safeParse(record.value);
    if (!parsed.success) throw damaged(options.file, parsed.error);
    section = parsed.data;
    if (section.record === 'table') await loader.table(section.name, section.columns);
    return section.record === 'end' ? section : null;
  };
}

/** The folders were empty, so whatever is in them now came from here; the database undoes itself. */
async function undoFiles(options: RestoreOptions, manifest: Manifest): Promise<void> {
  for (const name of await readdir(options.blobs).catch(() => []))
    await rm(path.join(options.blobs, name), { recursive: true, force: true });
  if (manifest.hasKeys) await rm(options.keyFile, { force: true });
}

async function writeKey(file: string, bytes: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o711 });
  await writeFile(file, bytes, { mode: 0o600, flag: 'wx' });
}
