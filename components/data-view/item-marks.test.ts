import { expect, it } from 'vitest';
import { markClass, markOf, type ItemMarks } from './item-marks';

const marks: ItemMarks = {
  ...{ marked: new Set([1, 2]), selected: 1 },
  ...{ onHover: () => undefined, onSelect: () => undefined },
};

it('knows the item that is held on to from those that belong to it', () => {
  expect([0, 1, 2].map((index) => markOf(marks, index))).toEqual([null, 'selected', 'related']);
  expect(markOf(undefined, 1)).toBeNull();
});

it('tells them apart without colours', () => {
  const shapeOf = (index: number) =>
    markClass(marks, index)
      .split(' ')
      .filter((name) => /^outline-(\d|solid|dashed)/.test(name))
      .join(' ');
  expect([0, 1, 2].map(shapeOf)).toEqual(['', 'outline-2 outline-solid', 'outline-1 outline-dashed']);
});
