import { expect, it } from 'vitest';
import type { Item } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

const items: Item[] = [1, 2, 3, 4, 5].map((id) => ({ json: { id }, from: [{ port: 'main', index: 9 }] }));

function run(more: Partial<{ batchSize: number; limit: number }>) {
  const parameters = { batchSize: 2, onItemError: 'stop' as const, limit: 0, ...more };
  return executor.execute({ items: () => items, parameters, parametersFor: () => parameters }, fakeContext());
}

it('hands out batches, one iteration at a time, each item naming where it came from', () => {
  expect(run({})).toEqual({
    kind: 'iterate',
    concurrency: 1,
    onItemError: 'stop',
    batches: [
      [
        { json: { id: 1 }, from: [{ port: 'main', index: 0 }] },
        { json: { id: 2 }, from: [{ port: 'main', index: 1 }] },
      ],
      [
        { json: { id: 3 }, from: [{ port: 'main', index: 2 }] },
        { json: { id: 4 }, from: [{ port: 'main', index: 3 }] },
      ],
      [{ json: { id: 5 }, from: [{ port: 'main', index: 4 }] }],
    ],
  });
});

it.each([
  [{ batchSize: 100 }, [5]],
  [{ batchSize: 1, limit: 3 }, [1, 1, 1]],
  [{ batchSize: 4, limit: 1 }, [4]],
])('with %o in batches of %o', (more, sizes) => {
  expect(run(more)).toMatchObject({ batches: sizes.map((length) => ({ length })) });
});
