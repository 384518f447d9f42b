import { describe, expect, it } from 'vitest';
import { align, clearPlace, distribute, type Box } from './arrange';

const box = (id: string, [x, y]: [number, number], size: Partial<Box> = {}): Box => ({
  id,
  x,
  y,
  width: 100,
  height: 60,
  ...size,
});

describe('a place that is free', () => {
  it('is where it was wished, or else above what stands there', () => {
    const wished = { x: 0, y: 0, width: 100, height: 100 };
    expect(clearPlace(wished, [{ x: 300, y: 0, width: 100, height: 100 }])).toEqual({ x: 0, y: 0 });
    expect(clearPlace(wished, [{ x: 50, y: 40, width: 100, height: 60 }])).toEqual({ x: 0, y: -96 });
  });
});

describe('aligning', () => {
  const boxes = [box('a', [0, 0]), box('b', [50, 200], { width: 200, height: 100 }), box('c', [10, 400])];

  it('names only what moves', () => {
    expect(align(boxes, 'left')).toEqual({ b: { x: 0, y: 200 }, c: { x: 0, y: 400 } });
    expect(align(boxes, 'right')).toEqual({ a: { x: 150, y: 0 }, c: { x: 150, y: 400 } });
    expect(align(boxes, 'centre')).toEqual({
      a: { x: 75, y: 0 },
      b: { x: 25, y: 200 },
      c: { x: 75, y: 400 },
    });
    expect(align(boxes, 'top')).toEqual({ b: { x: 50, y: 0 }, c: { x: 10, y: 0 } });
    expect(align(boxes, 'bottom')).toEqual({ a: { x: 0, y: 400 }, b: { x: 50, y: 360 } });
    expect(align(boxes, 'middle')).toMatchObject({ a: { x: 0, y: 200 }, b: { x: 50, y: 180 } });
  });

  it('needs two', () => {
    expect(align(boxes.slice(0, 1), 'right')).toEqual({});
  });
});

describe('distributing', () => {
  it('makes the gaps equal and keeps both ends', () => {
    const row = [box('c', [500, 0]), box('a', [0, 0]), box('b', [110, 30])];
    expect(distribute(row, 'horizontal')).toEqual({ b: { x: 250, y: 30 } });
  });

  it('counts sizes, not centres', () => {
    const column = [box('a', [0, 0]), box('b', [0, 70], { height: 200 }), box('c', [0, 460])];
    expect(distribute(column, 'vertical')).toEqual({ b: { x: 0, y: 160 } });
  });

  it('needs three', () => {
    expect(distribute([box('a', [0, 0]), box('b', [300, 0])], 'horizontal')).toEqual({});
  });
});
