/** Makes a backup while Heddle runs: the database in one snapshot, then the blobs its rows may refer to, then the key. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { roleConnection } from '@/infra/db/role-connection';
import { writeArchive, type ArchiveWriter } from './archive';
import { listBlobs } from './blob-files';
import { dumpDatabase } from './dump-database';

export interface BackupOptions {
  file: string;
  ownerUrl: string;
  /** Folder of the blobs. */
  blobs: string;
  /** The development key's file; null = it stays out. */
  keyFile: string | null;
  heddle: string;
}

export interface BackupSummary {
  bytes: number;
  rows: number;
  blobs: number;
  hasKeys: boolean;
}

/** Throws when the file exists already. */
export async function createBackup(options: BackupOptions): Promise<BackupSummary> {
  const key = options.keyFile === null ? null : await readFile(options.keyFile).catch(() => null);
  const counts = { rows: 0, blobs: 0 };
  const { bytes } = await writeArchive(options.file, async (writer) => {
    const { ownerUrl, heddle } = options;
    counts.rows = await dumpDatabase({ ownerUrl, heddle, hasKeys: key !== null, writer });
    counts.blobs = await writeBlobs(options.blobs, writer);
    if (key) {
      await writer.json({ record: 'key' });
      await writer.data(key);
    }
    await writer.json({ record: 'end', ...counts });
  });
  await recordBackup(options.ownerUrl, { bytes, ...counts });
  return { bytes, ...counts, hasKeys: key !== null };
}

/** A blob is on disk before the row that names it, so those of the snapshot are all here by now. */
async function writeBlobs(folder: string, writer: ArchiveWriter): Promise<number> {
  const store = createFolderBlobStore(path.resolve(folder));
  let count = 0;
  for await (const key of listBlobs(folder)) {
    const stream = await store.getStream(key).catch(() => null);
    // Deleted since it was listed: the history it belonged to had ended.
    if (!stream) continue;
    await writer.json({ record: 'blob', key });
    for await (const chunk of stream) await writer.data(chunk as Buffer); // file streams give buffers
    count += 1;
  }
  return count;
}

async function recordBackup(
  ownerUrl: string,
  made: { bytes: number; rows: number; blobs: number },
): Promise<void> {
  const client = new pg.Client(roleConnection(ownerUrl, 'heddle_runner'));
  await client.connect();
  try {
    await client.query('insert into backups (id, bytes, row_count, blob_count) values ($1, $2, $3, $4)', [
      randomUUID(),
      made.bytes,
      made.rows,
      made.blobs,
    ]);
  } finally {
    await client.end();
  }
}
