/** Facts of one run for another: what they keep in the blob store is copied, so each run's blobs are its own. */
import { dataOfFact, mapFactData } from '@/core/engine/fact-data';
import type { Fact } from '@/core/engine/types';
import type { FileRef, Item, PortData } from '@/core/items/item';
import { pagedBytes } from '@/core/items/port-data';
import { openItemWriter } from '@/infra/blobs/item-writer';
import { loadItems, readPages } from '@/infra/blobs/port-data';
import type { ServiceDeps } from '@/services/deps';

type BlobDeps = Pick<ServiceDeps, 'blobs' | 'ids'>;

/** Makes the copier of one new run. `prefix` is the folder of its blobs; facts longer than `inlineLimit` go there. */
export function createFactCopier(
  deps: BlobDeps,
  { prefix, inlineLimit }: { prefix: string; inlineLimit: number },
): (fact: Fact) => Promise<Fact> {
  const files = new Map<string, Promise<string>>();
  const copied = new Map<string, Promise<PortData>>();

  async function put(bytes: Uint8Array, suffix = ''): Promise<string> {
    const key = `${prefix}/${deps.ids.uuid7()}${suffix}`;
    await deps.blobs.put(key, bytes);
    return key;
  }

  function copyFile(blobKey: string): Promise<string> {
    let known = files.get(blobKey);
    if (!known) files.set(blobKey, (known = deps.blobs.get(blobKey).then((bytes) => put(bytes))));
    return known;
  }

  async function copyItem(item: Item): Promise<Item> {
    if (!item.binary) return item;
    const entries = await Promise.all(
      Object.entries(item.binary).map(async ([name, file]): Promise<[string, FileRef]> => [
        name,
        { ...file, blobKey: await copyFile(file.blobKey) },
      ]),
    );
    return { ...item, binary: Object.fromEntries(entries) };
  }

  async function copyItems(source: readonly Item[]): Promise<Item[]> {
    return source.some((item) => item.binary) ? Promise.all(source.map(copyItem)) : [...source];
  }

  async function copyPages(data: PortData): Promise<PortData> {
    const writer = openItemWriter(deps.blobs, `${prefix}/${deps.ids.uuid7()}.json`);
    try {
      for await (const page of readPages(deps.blobs, data)) await writer.write(await copyItems(page));
      return await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
  }

  async function copyData(data: PortData): Promise<PortData> {
    if ('items' in data) return { ...data, items: await copyItems(data.items) };
    if (pagedBytes(data) > 0) return copyPages(data);
    const items = await copyItems(await loadItems(deps.blobs, data));
    return { count: items.length, blobKey: await put(Buffer.from(JSON.stringify(items)), '.json') };
  }

  function copyOnce(data: PortData): Promise<PortData> {
    const id = 'blobKey' in data ? `${data.blobKey} ${data.start ?? 0} ${data.count}` : null;
    if (id === null) return copyData(data);
    let known = copied.get(id);
    if (!known) copied.set(id, (known = copyData(data)));
    return known;
  }

  return async (fact) => {
    const copies = new Map<PortData, PortData>();
    for (const data of dataOfFact(fact)) copies.set(data, await copyOnce(data));
    const own = mapFactData(fact, (data) => copies.get(data) ?? data);
    if (JSON.stringify(own).length <= inlineLimit) return own;
    const offloaded = new Map<PortData, PortData>();
    for (const data of dataOfFact(own)) {
      if (!('items' in data) || data.count === 0) continue;
      const blobKey = await put(Buffer.from(JSON.stringify(data.items)), '.json');
      offloaded.set(data, { count: data.count, blobKey });
    }
    return mapFactData(own, (data) => offloaded.get(data) ?? data);
  };
}
