/**
 * Big outputs live in the blob store, small ones in the facts. Blob keys start with class, day, tenant and run, so that
 * they go together with their partition.
 */
import type { Item, PortData, PortOutputs } from '@/core/items/item';
import { blobKeysOf, itemsIn } from '@/core/items/port-data';
import type { BlobStore } from './blob-store';

/** The folder of a run's blobs. `dayMs` is the day the run was made. */
export function runBlobPrefix(run: {
  retentionClass: number;
  createdAtMs: number;
  tenantId: string;
  runId: string;
}): string {
  const day = new Date(run.createdAtMs).toISOString().slice(0, 10);
  return `${run.retentionClass}/${day}/${run.tenantId}/${run.runId}`;
}

/** Puts the items of every inline port into blobs and gives back the references. */
export async function offloadOutputs(
  blobs: BlobStore,
  input: { prefix: string; outputs: PortOutputs; newId: () => string },
): Promise<PortOutputs> {
  const entries = await Promise.all(
    Object.entries(input.outputs).map(async ([port, data]): Promise<[string, PortData]> => {
      if (!('items' in data) || data.count === 0) return [port, data];
      const blobKey = `${input.prefix}/${input.newId()}.json`;
      await blobs.put(blobKey, Buffer.from(JSON.stringify(data.items)));
      return [port, { count: data.count, blobKey }];
    }),
  );
  return Object.fromEntries(entries);
}

/** The items, from wherever they are. */
export async function loadItems(blobs: BlobStore, data: PortData): Promise<Item[]> {
  const loaded = new Map<string, Item[]>();
  for (const key of blobKeysOf(data)) loaded.set(key, await loadBlob(blobs, key));
  return itemsIn(data, (key) => loaded.get(key)) ?? [];
}

/** The whole list that a blob holds. */
export async function loadBlob(blobs: BlobStore, key: string): Promise<Item[]> {
  const bytes = await blobs.get(key);
  return JSON.parse(bytes.toString()) as Item[];
}
