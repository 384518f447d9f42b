import { Readable } from 'node:stream';
import { OperationalFailure } from '@/core/errors/app-error';
import type { BlobStore } from '@/infra/blobs/blob-store';

/** Blobs of one simulation: kept as long as it lasts. */
export function memoryBlobs(): BlobStore {
  const blobs = new Map<string, Buffer>();
  const get = (key: string): Promise<Buffer> => {
    const bytes = blobs.get(key);
    if (!bytes) return Promise.reject(new OperationalFailure('blob.not-found', `There is no blob ${key}.`));
    return Promise.resolve(bytes);
  };
  return {
    get,
    getRange: async (key, offset, length) => (await get(key)).subarray(offset, offset + length),
    put(key, bytes) {
      blobs.set(key, Buffer.from(bytes));
      return Promise.resolve();
    },
    async putStream(key, pieces) {
      const parts: Uint8Array[] = [];
      for await (const piece of pieces) parts.push(Uint8Array.from(piece));
      const whole = Buffer.concat(parts);
      blobs.set(key, whole);
      return whole.length;
    },
    getStream: async (key) => Readable.from(await get(key)),
    delete(key) {
      blobs.delete(key);
      return Promise.resolve();
    },
    deleteUnder(prefix) {
      for (const key of blobs.keys()) if (key.startsWith(`${prefix}/`)) blobs.delete(key);
      return Promise.resolve();
    },
  };
}
