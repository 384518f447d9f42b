/**
 * The items of a port, wherever they are: inline, in a blob, in a part of a blob, or in several of these one after
 * another. Pure: whoever has loaded the blobs hands them in.
 */
import type { Item, ItemOrigin, ItemPage, PortData, StoredItems } from './item';

/** Keys of the blobs that hold the items, each once. */
export function blobKeysOf(data: PortData): string[] {
  return [...new Set(piecesOf(data).flatMap((piece) => ('blobKey' in piece ? [piece.blobKey] : [])))];
}

/** The items, in order; undefined when a blob is missing. `blob` gives the list that a blob holds. */
export function itemsIn(
  data: PortData,
  blob: (key: string) => readonly Item[] | undefined,
): Item[] | undefined {
  if ('items' in data) return data.items;
  const found: Item[] = [];
  for (const piece of piecesOf(data)) {
    const held = 'items' in piece ? piece.items : blob(piece.blobKey)?.slice(...rangeOf(piece));
    if (!held) return undefined;
    for (const item of withOrigin(held, piece.from)) found.push(item);
  }
  return found;
}

/** A list without parts: inline items, or items of one blob. `from` says where they came from in place of what they say. */
export type PortPiece = { count: number; items: readonly Item[]; from?: ItemOrigin } | StoredItems;

/** What the data consists of, in order, with where each piece came from. */
export function piecesOf(data: PortData): PortPiece[] {
  if (!('parts' in data)) return [data];
  const pieces: PortPiece[] = [];
  let index = 0;
  for (const part of data.parts) {
    for (const piece of piecesOf(part)) {
      pieces.push({ ...piece, from: { port: data.from, index } });
      index += piece.count;
    }
  }
  return pieces;
}

/** Items from place `start` up to `end` of data that has no parts. */
export function sliceItems(data: PortData, start: number, end: number): PortData {
  const count = end - start;
  if ('items' in data) return { count, items: data.items.slice(start, end) };
  // A fact never has parts.
  if ('parts' in data) return { count: 0, items: [] };
  const from = data.from && { ...data.from, index: data.from.index + start };
  return { ...data, count, start: (data.start ?? 0) + start, ...(from ? { from } : {}) };
}

/** Where a page lies in its blob, and which of its items count. */
export interface PagePlace {
  /** Number of the page in its blob. */
  page: number;
  /** Bytes before it. */
  offset: number;
  bytes: number;
  /** Items of the page that count: from `first` up to `end`. */
  first: number;
  end: number;
  /** Place in the data of the first of them. */
  index: number;
}

/** The pages that hold items of the data, in order. Items `from` up to `to` alone where they are given. */
export function pagesOf(
  data: StoredItems & { pages: readonly ItemPage[] },
  { from = 0, to = data.count }: { from?: number; to?: number } = {},
): PagePlace[] {
  const start = data.start ?? 0;
  const [low, high] = [start + from, start + Math.min(to, data.count)];
  const places: PagePlace[] = [];
  let [before, offset] = [0, 0];
  for (const [page, [count, bytes]] of data.pages.entries()) {
    const first = Math.max(low - before, 0);
    const end = Math.min(high - before, count);
    if (first < end) places.push({ page, offset, bytes, first, end, index: before + first - start });
    before += count;
    offset += bytes;
    if (before >= high) break;
  }
  return places;
}

/** Bytes of the pages that hold the items; 0 for what is inline or in a blob without pages, both small. */
export function pagedBytes(data: PortData): number {
  let sum = 0;
  for (const piece of piecesOf(data)) {
    if (!isPaged(piece)) continue;
    for (const { bytes } of pagesOf(piece)) sum += bytes;
  }
  return sum;
}

/** Items of this many bytes, or so many of them, are gone through page by page. */
const LARGE_BYTES = 1024 * 1024;
const LARGE_COUNT = 50_000;

/** Whether the items are too many to be held by whoever need not hold them. */
export function isLarge(data: PortData): boolean {
  return !('items' in data) && (data.count > LARGE_COUNT || pagedBytes(data) > LARGE_BYTES);
}

/** Whether a piece is read page by page. */
export function isPaged(piece: PortPiece): piece is StoredItems & { pages: readonly ItemPage[] } {
  return 'blobKey' in piece && piece.pages !== undefined;
}

/** The items with where they came from, where the data says so. `skipped`: places before the first of them. */
export function withOrigin(
  items: readonly Item[],
  from: ItemOrigin | undefined,
  skipped = 0,
): readonly Item[] {
  if (!from) return items;
  const first = from.index + skipped;
  return items.map((item, at) => ({ ...item, from: [{ port: from.port, index: first + at }] }));
}

function rangeOf({ start = 0, count }: StoredItems): [number, number] {
  return [start, start + count];
}
