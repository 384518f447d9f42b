/**
 * Blobs as files of one folder. A write goes to a temporary file, is flushed, and is renamed into place, so a reader
 * sees the old bytes or the new ones and a crash leaves no half of either. Keys can never name a file outside.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Bug, UserProblem } from '@/core/errors/app-error';
import type { BlobStore } from './blob-store';

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const MAX_SEGMENTS = 16;

/** Opens the store in a folder, which is made on the first write. */
export function createFolderBlobStore(folder: string): BlobStore {
  const root = path.resolve(folder);
  const fileOf = (key: string): string => path.join(root, ...checkedSegments(key));
  return {
    put: (key, bytes) => writeDurably(root, fileOf(key), (handle) => handle.writeFile(bytes)),
    async putStream(key, pieces) {
      let size = 0;
      await writeDurably(root, fileOf(key), async (handle) => {
        for await (const piece of pieces) {
          await handle.writeFile(piece);
          size += piece.length;
        }
      });
      return size;
    },
    get: (key) => readFile(fileOf(key)).catch(rethrow),
    async getRange(key, offset, length) {
      const handle = await open(fileOf(key), 'r').catch(rethrow);
      try {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    async getStream(key): Promise<Readable> {
      const handle = await open(fileOf(key), 'r').catch(rethrow);
      return handle.createReadStream();
    },
    delete: (key) => rm(fileOf(key), { force: true }),
    deleteUnder: (prefix) => rm(fileOf(prefix), { force: true, recursive: true }),
  };
}

function checkedSegments(key: string): string[] {
  const segments = key.split('/');
  const safe = segments.length <= MAX_SEGMENTS && segments.every((segment) => SEGMENT.test(segment));
  if (!safe)
    throw new Bug('blob.bad-key', 'A blob key must consist of plain path segments.', { details: { key } });
  return segments;
}

async function writeDurably(
  root: string,
  file: string,
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const folder = path.dirname(file);
  const firstMade = await mkdir(folder, { recursive: true });
  // Cannot collide with a key: segments never start with a dot.
  const temporary = path.join(folder, `.${randomUUID()}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
  if (firstMade !== undefined) await syncParents(folder, path.dirname(firstMade), root);
}

/** New folders are entries of their parents, which have to reach the disk as well. */
async function syncParents(folder: string, upTo: string, root: string): Promise<void> {
  for (let current = path.dirname(folder); current.length >= Math.min(upTo.length, root.length);) {
    await syncFolder(current);
    const parent = path.dirname(current);
    if (parent === current) return;
    current = parent;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function rethrow(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOENT') throw UserProblem.notFound('blob');
  throw error;
}
