import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Item, PortData, StoredItems } from '@/core/items/item';
import { sliceItems } from '@/core/items/port-data';
import type { BlobStore } from './blob-store';
import { createFolderBlobStore } from './folder-blob-store';
import { openItemWriter } from './item-writer';
import { copyItems, loadBlob, loadItems, readPages } from './port-data';

let parent: string;
let blobs: BlobStore;
beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'items-'));
  blobs = createFolderBlobStore(parent);
});
afterEach(() => rm(parent, { recursive: true }));

const items = Array.from({ length: 10 }, (_, n): Item => ({ json: { n, text: 'ä\n' } }));

/** Ten items in pages of four. */
async function stored(): Promise<StoredItems> {
  const writer = openItemWriter(blobs, 'run/a');
  for (let at = 0; at < items.length; at += 4) await writer.write(items.slice(at, at + 4));
  return writer.finish();
}

async function pagesIn(data: PortData, range = {}): Promise<number[][]> {
  const found: number[][] = [];
  for await (const page of readPages(blobs, data, range))
    found.push(page.map(({ json }) => Number(json['n'])));
  return found;
}

describe('items in pages', () => {
  it('come back as they were, as a whole, in pages, and in part', async () => {
    const data = await stored();
    expect(data).toMatchObject({ count: 10, pages: [[4], [4], [2]].map(([n]) => [n, expect.any(Number)]) });
    expect(await loadItems(blobs, data)).toEqual(items);
    expect(await loadBlob(blobs, data.blobKey)).toEqual(items);
    expect(await pagesIn(data)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
    expect(await pagesIn(data, { from: 3, to: 5 })).toEqual([[3], [4]]);
    expect(await pagesIn(sliceItems(data, 7, 9))).toEqual([[7], [8]]);
    expect(await loadItems(blobs, sliceItems(data, 2, 10), { from: 1, to: 2 })).toEqual([items[3]]);
  });

  it('a blob without pages is read as before', async () => {
    await blobs.put('run/old', Buffer.from(JSON.stringify(items)));
    const data = { count: 3, blobKey: 'run/old', start: 4 };
    expect(await loadItems(blobs, data)).toEqual(items.slice(4, 7));
    expect(await pagesIn(data, { from: 1 })).toEqual([[5, 6]]);
    expect(await loadBlob(blobs, 'run/old')).toEqual(items);
  });

  it('parts become one blob with the places of their items', async () => {
    const data = await stored();
    const parts: PortData = {
      count: 4,
      parts: [sliceItems(data, 8, 10), { count: 2, items: items.slice(0, 2) }],
      from: 'next',
    };
    const whole = await copyItems(blobs, parts, 'run/b');
    expect(whole.count).toBe(4);
    expect((await loadItems(blobs, whole)).map(({ json, from }) => [json['n'], from?.[0]?.index])).toEqual([
      [8, 0],
      [9, 1],
      [0, 2],
      [1, 3],
    ]);
  });

  it('pages that are asked for again come from memory', async () => {
    const data = await stored();
    const kept = new Map<string, readonly Item[]>();
    await loadItems(blobs, data, { from: 5, to: 6, cache: kept });
    expect([...kept.keys()]).toEqual(['run/a#1']);
    await blobs.delete('run/a');
    expect(await loadItems(blobs, data, { from: 4, to: 7, cache: kept })).toEqual(items.slice(4, 7));
  });

  it('what is given up half way leaves nothing, and nobody sees it before', async () => {
    const writer = openItemWriter(blobs, 'run/c');
    await writer.write(items);
    await expect(blobs.get('run/c')).rejects.toMatchObject({ code: 'blob.not-found' });
    await writer.discard();
    await expect(blobs.get('run/c')).rejects.toMatchObject({ code: 'blob.not-found' });
    expect(await readdir(path.join(parent, 'run'))).toEqual([]);
  });

  it('whoever writes is told that the disk is full', async () => {
    const full: BlobStore = {
      ...blobs,
      async putStream(_key, pieces) {
        for await (const piece of pieces) if (piece.length > 0) throw new Error('no space left');
        return 0;
      },
    };
    const writer = openItemWriter(full, 'run/d');
    await expect(writer.write(items).then(() => writer.write(items))).rejects.toThrow();
    await expect(writer.finish()).rejects.toThrow('no space left');
  });
});
