/**
 * The items of a port, wherever they are: inline, in a blob, in a part of a blob, or in several of these one after
 * another. Pure: whoever has loaded the blobs hands them in.
 */
import type { Item, PortData } from './item';

/** Keys of the blobs that hold the items, each once. */
export function blobKeysOf(data: PortData): string[] {
  const keys = new Set<string>();
  visit(data, (part) => {
    if ('blobKey' in part) keys.add(part.blobKey);
  });
  return [...keys];
}

/** The items, in order; undefined when a blob is missing. `blob` gives the list that a blob holds. */
export function itemsIn(
  data: PortData,
  blob: (key: string) => readonly Item[] | undefined,
): Item[] | undefined {
  if ('items' in data) return data.items;
  if ('blobKey' in data) {
    const { start = 0, count } = data;
    return blob(data.blobKey)?.slice(start, start + count);
  }
  const { from } = data;
  const items: Item[] = [];
  for (const part of data.parts) {
    const own = itemsIn(part, blob);
    if (!own) return undefined;
    for (const item of own) items.push({ ...item, from: [{ port: from, index: items.length }] });
  }
  return items;
}

function visit(data: PortData, see: (part: PortData) => void): void {
  see(data);
  if ('parts' in data) for (const part of data.parts) visit(part, see);
}
