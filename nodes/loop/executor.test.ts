import { expect, it } from 'vitest';
import type { Item } from '@/core/items/item';
import { runListItems } from '@/testing/nodes/run-list';
import { executor } from './executor';

const items: Item[] = [1, 2, 3, 4, 5].map((id) => ({ json: { id }, from: [{ port: 'main', index: 9 }] }));

function run(more: Partial<{ batchSize: number; limit: number }>, how: { pageSize?: number } = {}) {
  const parameters = { batchSize: 2, onItemError: 'stop' as const, limit: 0, ...more };
  return runListItems(executor, { main: items }, { parameters, ...how });
}

it('hands out batches, one iteration at a time, each item naming where it came from', async () => {
  expect(await run({})).toEqual({
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
])('with %o in batches of %o', async (more, sizes) => {
  expect(await run(more)).toMatchObject({ batches: sizes.map((length) => ({ length })) });
  // What is too large to be held is handed out as it is.
  expect(await run(more, { pageSize: 2 })).toMatchObject({ batches: [], ofInput: { port: 'main', sizes } });
});
