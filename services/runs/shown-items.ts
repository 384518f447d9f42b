/** Items for people and programs that ask for them: as many as an answer can carry, from the first one on. */
import type { Item, PortData } from '@/core/items/item';
import { isPaged, pagesOf, piecesOf } from '@/core/items/port-data';
import type { BlobStore } from '@/infra/blobs/blob-store';
import { loadItems, type PageRange } from '@/infra/blobs/port-data';

/** Bytes of large outputs in one answer; what comes after is asked for by its place. */
const ANSWER_BYTES = 16 * 1024 * 1024;

export interface ShownItems {
  /** The items, or the first of them where they are too many; `itemCounts` of the step says how many there are. */
  of(data: PortData, range?: Pick<PageRange, 'from' | 'to'>): Promise<Item[]>;
}

/** For one answer: what one port takes is gone for the next. */
export function createShownItems(blobs: BlobStore): ShownItems {
  let left = ANSWER_BYTES;
  return {
    of(data, { from = 0, to = data.count } = {}) {
      let end = 0;
      for (const piece of piecesOf(data)) {
        const [low, high] = [Math.max(from - end, 0), Math.min(to - end, piece.count)];
        let fitting = piece.count;
        if (isPaged(piece) && low < high) {
          for (const place of pagesOf(piece, { from: low, to: high })) {
            // One page is shown in any case.
            if (left <= 0 && end + place.index > from) {
              fitting = place.index;
              break;
            }
            left -= place.bytes;
          }
        }
        end += fitting;
        if (fitting < piece.count) break;
      }
      return loadItems(blobs, data, { from, to: Math.min(to, end) });
    },
  };
}
