import { expect, it } from 'vitest';
import { runListItems } from '@/testing/nodes/run-list';
import { executor } from './executor';

const items = [{ json: { a: 1 } }, { json: { a: 2 } }, { json: { a: 3 } }];

it.each([undefined, 2])('passes items on and says which is which, in pages of %s', async (pageSize) => {
  const how = pageSize === undefined ? {} : { pageSize };
  expect(await runListItems(executor, { main: items }, { parameters: {}, ...how })).toEqual({
    kind: 'done',
    outputs: { main: items.map((item, index) => ({ ...item, from: [{ port: 'main', index }] })) },
  });
});
