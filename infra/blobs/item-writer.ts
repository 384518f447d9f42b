/**
 * Items on their way into a blob, page after page. The blob appears as a whole when it is finished; what is left half way
 * was never there.
 */
import type { Item, ItemPage, StoredItems } from '@/core/items/item';
import type { BlobStore } from './blob-store';
import { createHandOver } from './hand-over';

export interface ItemWriter {
  /** Adds one page. Resolves when it was taken, so whoever writes holds one page at a time. */
  write(items: readonly Item[]): Promise<void>;
  /** Resolves once the items would survive a power cut. */
  finish(): Promise<StoredItems>;
  /** Nothing is kept. */
  discard(): Promise<void>;
}

/** Opens a blob for the items of one port. */
export function openItemWriter(blobs: BlobStore, blobKey: string): ItemWriter {
  const pages: ItemPage[] = [];
  let count = 0;
  const hand = createHandOver();
  const stored = blobs.putStream(blobKey, hand.pieces);
  // Told by whoever writes or finishes.
  stored.catch(() => undefined);
  const orBroken = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([
      work,
      stored.then(
        () => work,
        (error: unknown) => Promise.reject(error),
      ),
    ]);
  return {
    async write(items) {
      if (items.length === 0) return;
      const bytes = Buffer.from(`${JSON.stringify(items)}\n`);
      await orBroken(hand.give(bytes));
      pages.push([items.length, bytes.length]);
      count += items.length;
    },
    async finish() {
      hand.end();
      await stored;
      return { count, blobKey, pages };
    },
    async discard() {
      hand.fail(new Error('The items are not wanted any more.'));
      await stored.catch(() => undefined);
    },
  };
}
