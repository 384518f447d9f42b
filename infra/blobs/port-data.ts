/**
 * Big outputs live in the blob store, small ones in the facts. Blob keys start with class, day, tenant and run, so that
 * they go together with their partition.
 */
import type { Item, PortData, PortOutputs, StoredItems } from '@/core/items/item';
import { isPaged, pagesOf, piecesOf, withOrigin, type PagePlace } from '@/core/items/port-data';
import type { BlobStore } from './blob-store';
import { openItemWriter } from './item-writer';

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

/** Items of a blob without pages, or of one page of another, put by for whoever asks for them again. */
export interface ItemCache {
  get(name: string): readonly Item[] | undefined;
  set(name: string, items: readonly Item[]): void;
}

export interface PageRange {
  /** Place of the first item; default: 0. */
  from?: number;
  /** Place behind the last item; default: all. */
  to?: number;
  cache?: ItemCache;
}

/** The items, from wherever they are; those from place `from` up to `to` alone where they are given. */
export async function loadItems(blobs: BlobStore, data: PortData, range: PageRange = {}): Promise<Item[]> {
  if ('items' in data && range.from === undefined && range.to === undefined) return data.items;
  const found: Item[] = [];
  for await (const page of readPages(blobs, data, range)) for (const item of page) found.push(item);
  return found;
}

/** Writes the items of the data into a blob of their own, page by page. */
export async function copyItems(blobs: BlobStore, data: PortData, blobKey: string): Promise<StoredItems> {
  const writer = openItemWriter(blobs, blobKey);
  try {
    for await (const page of readPages(blobs, data)) await writer.write(page);
    return await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** Items in a page of what lies inline. */
const INLINE_PAGE = 5000;

/** The items page by page, in order; no page is empty. Whoever goes through them holds one page at a time. */
export async function* readPages(
  blobs: BlobStore,
  data: PortData,
  { from = 0, to = data.count, cache }: PageRange = {},
): AsyncGenerator<readonly Item[], void, undefined> {
  let before = 0;
  for (const piece of piecesOf(data)) {
    const [low, high] = [Math.max(from - before, 0), Math.min(to - before, piece.count)];
    before += piece.count;
    if (low >= high) continue;
    if (isPaged(piece)) {
      for (const place of pagesOf(piece, { from: low, to: high })) {
        const items = await loadPage(blobs, { blobKey: piece.blobKey, place, cache });
        yield withOrigin(items.slice(place.first, place.end), piece.from, place.index);
      }
      continue;
    }
    const held = 'items' in piece ? piece.items : await loadWhole(blobs, piece, cache);
    for (let at = low; at < high; at += INLINE_PAGE) {
      const page = held.slice(at, Math.min(at + INLINE_PAGE, high));
      if (page.length > 0) yield withOrigin(page, piece.from, at);
    }
  }
}

async function loadPage(
  blobs: BlobStore,
  { blobKey, place, cache }: { blobKey: string; place: PagePlace; cache: ItemCache | undefined },
): Promise<readonly Item[]> {
  const name = `${blobKey}#${place.page}`;
  const known = cache?.get(name);
  if (known) return known;
  const bytes = await blobs.getRange(blobKey, place.offset, place.bytes);
  // Written by `openItemWriter`.
  const items = JSON.parse(bytes.toString()) as Item[];
  cache?.set(name, items);
  return items;
}

async function loadWhole(
  blobs: BlobStore,
  { blobKey, start = 0, count }: StoredItems,
  cache: ItemCache | undefined,
): Promise<readonly Item[]> {
  const items = cache?.get(blobKey) ?? (await loadBlob(blobs, blobKey));
  cache?.set(blobKey, items);
  return items.slice(start, start + count);
}

const NEW_LINE = 10;

/** All items that a blob holds, with pages or without. */
export async function loadBlob(blobs: BlobStore, key: string): Promise<Item[]> {
  const bytes = await blobs.get(key);
  const items: Item[] = [];
  for (let start = 0; start < bytes.length;) {
    const at = bytes.indexOf(NEW_LINE, start);
    const end = at < 0 ? bytes.length : at;
    // One list is all there is in most blobs.
    const page = JSON.parse(bytes.toString('utf8', start, end)) as Item[];
    if (start === 0 && end >= bytes.length - 1) return page;
    for (const item of page) items.push(item);
    start = end + 1;
  }
  return items;
}
