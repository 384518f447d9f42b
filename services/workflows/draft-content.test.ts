import { expect, it } from 'vitest';
import { MAX_PINNED_CHARACTERS, MAX_PINNED_ITEMS } from '@/core/draft/pinned-data';
import { readFile } from './draft-content';

const file = (items: object[]) => ({
  ...{ format: 'heddle.workflow/1', name: 'W', edges: [] },
  nodes: [{ id: 'n', type: 'no-op', name: 'N', position: { x: 0, y: 0 } }],
  pinned: { n: items.map((json) => ({ json })) },
});

it('takes as much pinned data as a person may pin, and no more', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));
  expect(readFile(file(many(MAX_PINNED_ITEMS))).pinned['n']).toHaveLength(MAX_PINNED_ITEMS);
  const refused = { code: 'workflow.pins-too-large', status: 422 };
  expect(() => readFile(file(many(MAX_PINNED_ITEMS + 1)))).toThrow(expect.objectContaining(refused));
  const long = { text: 'x'.repeat(MAX_PINNED_CHARACTERS) };
  expect(() => readFile(file([long]))).toThrow(expect.objectContaining(refused));
});
