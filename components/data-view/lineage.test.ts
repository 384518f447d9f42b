import { describe, expect, it } from 'vitest';
import { relatedItems } from './lineage';

const output = {
  main: [
    { json: { n: 0 }, from: [{ port: 'main', index: 1 }] },
    {
      json: { n: 1 },
      from: [
        { port: 'main', index: 0 },
        { port: 'side', index: 2 },
      ],
    },
    { json: { n: 2 } },
  ],
  rest: [{ json: {}, from: [{ port: 'main', index: 1 }] }],
};
const related = (side: 'input' | 'output', port: string, index: number) =>
  Object.fromEntries([...relatedItems({ side, port, index }, output)].map(([p, set]) => [p, [...set]]));

describe('lineage of items', () => {
  it('leads from an output to what it came from', () => {
    expect(related('output', 'main', 1)).toEqual({ main: [0], side: [2] });
    expect(related('output', 'main', 2)).toEqual({});
  });

  it('leads from an input to all that came of it, on every port', () => {
    expect(related('input', 'main', 1)).toEqual({ main: [0], rest: [0] });
    expect(related('input', 'side', 1)).toEqual({});
  });

  it('knows when nothing is known', () => {
    expect(relatedItems({ side: 'input', port: 'main', index: 0 }, { main: [{ json: {} }] })).toEqual(
      new Map(),
    );
  });
});
