import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { runList, runListItems } from '@/testing/nodes/run-list';
import { executor } from './executor';

type AggregateParameters = Parameters<typeof executor.executePages>[0]['parameters'];

const rows: JsonObject[] = [
  { id: 1, tags: ['a', 'b'], who: { name: 'Ada' } },
  { id: 2, tags: ['c'], who: { name: null } },
  { id: 3 },
];

const WHOLE: AggregateParameters = {
  mode: 'all-items',
  fields: [],
  destination: '',
  include: 'all',
  includeFields: '',
  keepMissing: false,
  mergeLists: false,
  dots: true,
  keepFiles: false,
  uniqueFiles: false,
};

async function aggregate(parameters: Partial<AggregateParameters>, input = rows) {
  const whole: AggregateParameters = { ...WHOLE, ...parameters };
  const { main = [] } = await runList(executor, { main: input }, whole);
  return main;
}

const field = (name: string, as = '') => ({ mode: 'fields' as const, fields: [{ field: name, name: as }] });

describe('whole items', () => {
  it.each<[Partial<AggregateParameters>, JsonObject]>([
    [{}, { data: rows }],
    [{ destination: 'a.b' }, { a: { b: rows } }],
    [{ include: 'selected', includeFields: 'id' }, { data: [{ id: 1 }, { id: 2 }, { id: 3 }] }],
    [
      { include: 'except', includeFields: 'tags, who.name' },
      { data: [{ id: 1, who: {} }, { id: 2, who: {} }, { id: 3 }] },
    ],
  ])('%j', async (parameters, expected) => {
    expect((await aggregate(parameters)).map((item) => item.json)).toEqual([expected]);
  });

  it('come from all of them', async () => {
    const [item] = await aggregate({});
    expect(item?.from).toEqual([0, 1, 2].map((index) => ({ port: 'main', index })));
  });
});

describe('fields', () => {
  it.each<[Partial<AggregateParameters>, JsonObject]>([
    [field('id'), { id: [1, 2, 3] }],
    [field('who.name'), { name: ['Ada'] }],
    [{ ...field('who.name', 'names'), keepMissing: true }, { names: ['Ada', null, null] }],
    [field('tags'), { tags: [['a', 'b'], ['c']] }],
    [{ ...field('tags'), mergeLists: true }, { tags: ['a', 'b', 'c'] }],
    [{ ...field('id'), destination: 'out' }, { out: { id: [1, 2, 3] } }],
  ])('%j', async (parameters, expected) => {
    expect((await aggregate(parameters)).map((item) => item.json)).toEqual([expected]);
  });
});

it.each<[string, Partial<AggregateParameters>]>([
  ['aggregate.no-fields', { mode: 'fields' }],
  ['field.forbidden-name', { destination: 'a.__proto__' }],
  ['field.forbidden-name', field('id', '__proto__')],
])('fails with %s', async (code, parameters) => {
  await expect(aggregate(parameters)).rejects.toMatchObject({ code });
});

describe('files', () => {
  const file = (name: string, size: number) => ({
    blobKey: `k/${name}${size}`,
    name,
    mediaType: 'text/plain',
    size,
  });
  const items = [
    { json: { id: 1 }, binary: { data: file('a', 1), more: file('b', 1) } },
    { json: { id: 2 }, binary: { data: file('a', 1) } },
    { json: { id: 3 } },
    { json: { id: 4 }, binary: { data: file('a', 2) } },
  ];
  const filesOf = async (keepFiles: boolean, uniqueFiles: boolean) => {
    const parameters: AggregateParameters = { ...WHOLE, keepFiles, uniqueFiles };
    const result = await runListItems(executor, { main: items }, { parameters });
    return result.kind === 'done' ? result.outputs.main?.[0]?.binary : undefined;
  };

  it('are left out, kept under free names, or kept once', async () => {
    expect(await filesOf(false, false)).toBeUndefined();
    expect(Object.keys((await filesOf(true, false)) ?? {})).toEqual(['data', 'more', 'data_1', 'data_2']);
    const once = (await filesOf(true, true)) ?? {};
    expect(Object.entries(once).map(([name, { size }]) => [name, size])).toEqual([
      ['data', 1],
      ['more', 1],
      ['data_1', 2],
    ]);
  });
});
