import { expect, it } from 'vitest';
import { runList, runListItems } from '@/testing/nodes/run-list';
import { executor } from './executor';

const rows = [{ id: 0 }, { id: 1 }, { id: 2 }];

it.each([
  [2, 'first', [0, 1]],
  [2, 'last', [1, 2]],
  [0, 'first', []],
  [0, 'last', []],
  [9, 'first', [0, 1, 2]],
  [9, 'last', [0, 1, 2]],
] as const)('%i %s', async (count, keep, expected) => {
  const items = { main: rows.map((json) => ({ json })) };
  for (const pageSize of [1, 2, 3]) {
    const paged = await runListItems(executor, items, { parameters: { count, keep }, pageSize });
    expect(paged).toMatchObject({ outputs: await runList(executor, { main: rows }, { count, keep }) });
  }
  const { main = [] } = await runList(executor, { main: rows }, { count, keep });
  expect(main.map((item) => item.json.id)).toEqual(expected);
  expect(main.map((item) => item.from)).toEqual(expected.map((index) => [{ port: 'main', index }]));
});
