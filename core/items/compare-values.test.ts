import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from './item';
import { compareValues, type OrderType } from './compare-values';

function sorted(values: readonly (Json | undefined)[], type: OrderType, descending = false) {
  // A list of boxes, since Array.sort never compares undefined.
  return values
    .map((value) => ({ value }))
    .sort((a, b) => compareValues(a.value, b.value, { type, descending }))
    .map(({ value }) => value);
}

it.each<[OrderType, (Json | undefined)[], (Json | undefined)[]]>([
  ['auto', [10, 9, 2.5], [2.5, 9, 10]],
  ['auto', ['b', true, 3, 'A', null], [3, 'A', 'b', true, null]],
  ['number', ['10', 9, 'x', '', '2'], ['2', 9, '10', 'x', '']],
  ['text', ['item 10', 'item 2', 'Änne', 'anton'], ['Änne', 'anton', 'item 10', 'item 2']],
  ['natural', ['item 10', 'item 2'], ['item 2', 'item 10']],
  [
    'date',
    ['2026-03-02', '2026-03-01T12:00:00+02:00', 'soon', 0],
    [0, '2026-03-01T12:00:00+02:00', '2026-03-02', 'soon'],
  ],
])('%s: %j → %j', (type, values, expected) => {
  expect(sorted(values, type)).toEqual(expected);
});

it('keeps what is missing last when the order is turned round', () => {
  expect(sorted([1, null, 3, undefined, 2], 'number', true)).toEqual([3, 2, 1, null, undefined]);
});

it('is an order: turning the sides turns the sign, and sorting twice changes nothing', () => {
  const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
  const type = fc.constantFrom<OrderType>('auto', 'number', 'text', 'natural', 'date');
  fc.assert(
    fc.property(fc.array(value), type, fc.boolean(), (values, orderType, descending) => {
      const once = sorted(values, orderType, descending);
      expect(sorted(once, orderType, descending)).toEqual(once);
      for (const a of values.slice(0, 5)) {
        for (const b of values.slice(0, 5)) {
          const order = { type: orderType, descending };
          expect(Math.sign(compareValues(a, b, order)) + Math.sign(compareValues(b, a, order))).toBe(0);
        }
      }
    }),
  );
});
