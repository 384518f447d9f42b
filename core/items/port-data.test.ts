import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Item, ItemPage, PortData } from './item';
import { blobKeysOf, isLarge, itemsIn, pagedBytes, pagesOf, piecesOf, sliceItems } from './port-data';

const item = (n: number): Item => ({ json: { n } });
const numbersOf = (items: readonly Item[] | undefined) => items?.map(({ json }) => json['n']);

/** A blob of pages of these sizes, ten bytes an item. */
function paged(sizes: readonly number[]): { count: number; blobKey: string; pages: ItemPage[] } {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  return { count, blobKey: 'blob', pages: sizes.map((size): ItemPage => [size, size * 10]) };
}

it('the pages of any part of a blob hold exactly its items', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }),
      fc.tuple(fc.nat(80), fc.nat(80), fc.nat(80)),
      (sizes, [start, from, to]) => {
        const whole = paged(sizes);
        const first = Math.min(start, whole.count);
        const part = sliceItems(whole, first, whole.count);
        if (!('pages' in part) || !part.pages) throw new Error('a slice keeps its pages');
        const found: number[] = [];
        const places: number[] = [];
        for (const place of pagesOf({ ...part, pages: part.pages }, { from, to })) {
          for (let at = place.first; at < place.end; at += 1) {
            found.push(place.offset / 10 + at);
            places.push(place.index + at - place.first);
          }
        }
        const expected = Array.from({ length: whole.count }, (_, n) => n)
          .slice(first)
          .slice(from, Math.max(from, to));
        expect(found).toEqual(expected);
        expect(places).toEqual(expected.map((n) => n - first));
      },
    ),
  );
});

it('parts are one list, each item with its place in it', () => {
  const data: PortData = {
    count: 5,
    from: 'next',
    parts: [
      { count: 2, items: [item(1), item(2)] },
      { count: 2, blobKey: 'b', start: 1 },
      { count: 1, items: [item(9)] },
    ],
  };
  const items = itemsIn(data, (key) => (key === 'b' ? [item(0), item(3), item(4)] : undefined));
  expect(numbersOf(items)).toEqual([1, 2, 3, 4, 9]);
  expect(items?.map(({ from }) => from)).toEqual([0, 1, 2, 3, 4].map((index) => [{ port: 'next', index }]));
  expect(itemsIn(data, () => undefined)).toBeUndefined();
  expect(blobKeysOf(data)).toEqual(['b']);
  expect(piecesOf(data)).toHaveLength(3);
});

it('what is handed on as it is knows its place, also as a part of it', () => {
  const data: PortData = { ...paged([3, 3]), from: { port: 'main', index: 0 } };
  const blob = () => [0, 1, 2, 3, 4, 5].map(item);
  expect(itemsIn(sliceItems(data, 2, 4), blob)).toEqual([
    { json: { n: 2 }, from: [{ port: 'main', index: 2 }] },
    { json: { n: 3 }, from: [{ port: 'main', index: 3 }] },
  ]);
});

it('large is what has many bytes or many items in blobs', () => {
  expect(pagedBytes(paged([10, 10]))).toBe(200);
  expect(pagedBytes(sliceItems(paged([10, 10]), 12, 13))).toBe(100);
  expect(isLarge(paged([10]))).toBe(false);
  expect(isLarge({ count: 1, blobKey: 'b', pages: [[1, 2_000_000]] })).toBe(true);
  expect(isLarge({ count: 60_000, parts: [], from: 'next' })).toBe(true);
  expect(isLarge({ count: 60_000, items: [] })).toBe(false);
});
