import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@/core/items/item';
import { runList } from '@/testing/nodes/run-list';
import { executor } from './executor';

type Operation = SummarizeParameters['values'][number]['operation'];

type SummarizeParameters = Parameters<typeof executor.executePages>[0]['parameters'];

const value = (
  operation: Operation,
  field = 'v',
  more: { separator?: string; name?: string; includeEmpty?: boolean } = {},
) => ({
  operation,
  field,
  separator: ', ',
  includeEmpty: false,
  name: 'result',
  ...more,
});

async function summarize(rows: JsonObject[], parameters: Partial<SummarizeParameters>) {
  const whole = {
    groupBy: '',
    output: 'items',
    destination: 'groups',
    dots: true,
    skipUngrouped: false,
  } as const;
  const { main = [] } = await runList(
    executor,
    { main: rows },
    { ...whole, values: [value('count')], ...parameters },
  );
  return main;
}

const of = (...values: (Json | undefined)[]) => values.map((v): JsonObject => (v === undefined ? {} : { v }));

describe('a value', () => {
  it.each<[Operation, (Json | undefined)[], Json]>([
    ['count', [1, null, undefined, ''], 4],
    ['count-unique', [1, '1', 1, null, 'A', 'a'], 4],
    ['sum', [0.1, '0.2', null, ''], 0.3],
    ['sum', [1e21, 1], 1e21],
    ['sum', [], 0],
    ['average', [1, 2, null], 1.5],
    ['average', [null], null],
    ['min', [10, '9', 11], 9],
    ['max', ['2026-01-02', '2026-01-10'], '2026-01-10'],
    ['max', [null], null],
    ['min', ['b', 'a'], 'a'],
    ['concatenate', ['a', 1, null, true], 'a, 1, true'],
    ['append', ['a', 'a', null, [1]], ['a', 'a', [1]]],
  ])('%s of %j → %j', async (operation, values, expected) => {
    const items = await summarize(
      [{ keep: 1 }, ...of(...values)].slice(1).concat(values.length === 0 ? [{}] : []),
      {
        values: [value(operation)],
      },
    );
    expect(items.map((item) => item.json)).toEqual([{ result: expected }]);
  });

  it('is named after what it is, unless it is given a name', async () => {
    const values = [
      value('sum', 'a.v', { name: '' }),
      value('count-unique', 'a.v', { name: '' }),
      value('count', '', { name: '' }),
    ];
    expect((await summarize([{ a: { v: 2 } }], { values }))[0]?.json).toEqual({
      sum_v: 2,
      count_unique_v: 1,
      count: 1,
    });
  });
});

describe('groups', () => {
  const rows = [
    { c: 'CH', s: { g: 1 }, v: 1 },
    { c: 'DE', s: { g: 1 }, v: 2 },
    { c: 'CH', s: { g: 1 }, v: 3 },
    { v: 4 },
  ];
  const parameters = { groupBy: 'c, s.g', values: [value('sum')] };

  it('stand in the order they appear, and name the items they were made of', async () => {
    expect(await summarize(rows, parameters)).toEqual([
      {
        json: { c: 'CH', s: { g: 1 }, result: 4 },
        from: [
          { port: 'main', index: 0 },
          { port: 'main', index: 2 },
        ],
      },
      { json: { c: 'DE', s: { g: 1 }, result: 2 }, from: [{ port: 'main', index: 1 }] },
      { json: { c: null, s: { g: null }, result: 4 }, from: [{ port: 'main', index: 3 }] },
    ]);
  });

  it('may all stand in one item', async () => {
    const [item, ...more] = await summarize(rows, {
      ...parameters,
      output: 'one',
      destination: 'by.country',
    });
    expect(more).toEqual([]);
    expect(item?.json).toMatchObject({ by: { country: [{ result: 4 }, { result: 2 }, { result: 4 }] } });
    expect(item?.from).toHaveLength(4);
  });

  it('come to the whole together', async () => {
    const list = fc.array(
      fc.record({ g: fc.constantFrom('a', 'b', null), v: fc.integer({ min: -1000, max: 1000 }) }),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(list, async (items) => {
        const values = [value('sum'), value('count', '', { name: 'n' })];
        const groups = await summarize(items, { groupBy: 'g', values });
        const [all] = await summarize(items, { values });
        const sum = (name: string) => groups.reduce((so, item) => so + Number(item.json[name]), 0);
        expect(sum('result')).toBe(all?.json.result);
        expect(sum('n')).toBe(items.length);
      }),
    );
  });
});

it.each<[string, Partial<SummarizeParameters>]>([
  ['summarize.no-values', { values: [] }],
  ['summarize.not-a-number', { values: [value('sum')] }],
  ['summarize.not-a-number', { values: [value('average')] }],
  ['field.forbidden-name', { values: [value('count', '', { name: '__proto__' })] }],
  ['field.forbidden-name', { groupBy: '__proto__' }],
])('fails with %s', async (code, parameters) => {
  await expect(summarize(of('many'), parameters)).rejects.toMatchObject({ code, retryable: false });
});

it('names nested groups by their values, but never by a prototype', async () => {
  const nested = (rows: JsonObject[]) =>
    summarize(rows, { groupBy: 'g', output: 'nested', values: [value('count')] });
  const [item] = await nested([{ g: 1 }, { g: 'a.b' }, {}, { g: [1] }, { g: 'constructor' }]);
  expect(item?.json).toEqual({
    1: { result: 1 },
    'a.b': { result: 1 },
    null: { result: 1 },
    '[1]': { result: 1 },
    constructor: { result: 1 },
  });
  expect(item?.from).toHaveLength(5);
  await expect(nested([{ g: '__proto__' }])).rejects.toMatchObject({ code: 'field.forbidden-name' });
});
