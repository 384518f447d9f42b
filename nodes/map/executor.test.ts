import { expect, it } from 'vitest';
import { runListItems } from '@/testing/nodes/run-list';
import { executor } from './executor';

it('hands out its items, several iterations at once, and says what a failure does', async () => {
  const items = [{ json: { id: 1 } }, { json: { id: 2 } }];
  const parameters = { concurrency: 7, batchSize: 1, onItemError: 'collect' as const, limit: 0 };
  const result = await runListItems(executor, { main: items }, { parameters });
  expect(result).toEqual({
    kind: 'iterate',
    concurrency: 7,
    onItemError: 'collect',
    batches: [
      [{ json: { id: 1 }, from: [{ port: 'main', index: 0 }] }],
      [{ json: { id: 2 }, from: [{ port: 'main', index: 1 }] }],
    ],
  });
});
