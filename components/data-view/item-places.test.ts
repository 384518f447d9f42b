import { expect, test } from 'vitest';
import { groupPlaces } from './item-places';

const at = (step: string, index: number, port = 'main') => ({ step, port, index });

test('items are gathered by step and port, the nearest step first', () => {
  expect(groupPlaces([at('b', 3), at('a', 0), at('b', 1), at('a', 0, 'error')])).toEqual([
    { step: 'b', port: 'main', indexes: [1, 3], count: 2 },
    { step: 'a', port: 'main', indexes: [0], count: 1 },
    { step: 'a', port: 'error', indexes: [0], count: 1 },
  ]);
});

test('of many the first are told, and how many there are', () => {
  const [group] = groupPlaces(Array.from({ length: 40 }, (_, n) => at('a', 39 - n)));
  expect(group).toEqual({ step: 'a', port: 'main', indexes: [0, 1, 2, 3, 4, 5, 6, 7], count: 40 });
});
