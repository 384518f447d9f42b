import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { runList } from '@/testing/nodes/run-list';
import { executor } from './executor';

type CompareParameters = Parameters<typeof executor.execute>[0]['parameters'];

const DEFAULTS: CompareParameters = {
  fields: [{ a: 'id', b: '' }],
  prefer: 'b',
  mixFrom: 'b',
  mixExcept: '',
  skipFields: '',
  looseTypes: false,
  matches: 'first',
  dots: true,
};

async function compare(a: JsonObject[], b: JsonObject[], parameters: Partial<CompareParameters> = {}) {
  const outputs = await runList(executor, { a, b }, { ...DEFAULTS, ...parameters });
  const rows = (port: string) => (outputs[port] ?? []).map((item) => item.json);
  return {
    onlyA: rows('only-a'),
    same: rows('same'),
    different: rows('different'),
    onlyB: rows('only-b'),
    outputs,
  };
}

it('puts each item where it belongs, in the order of its input', async () => {
  const { outputs, ...rows } = await compare(
    [{ id: 1 }, { id: 2, x: 1 }, { x: 'no id' }, { id: 3, x: { y: 1, z: 2 } }],
    [{ id: 3, x: { z: 2, y: 1 } }, { id: 2, x: 2 }, { id: null }, { id: 4 }],
  );
  expect(rows).toEqual({
    onlyA: [{ id: 1 }, { x: 'no id' }],
    same: [{ id: 3, x: { y: 1, z: 2 } }],
    different: [{ id: 2, x: 2 }],
    onlyB: [{ id: null }, { id: 4 }],
  });
  expect(outputs.different?.[0]?.from).toEqual([
    { port: 'a', index: 1 },
    { port: 'b', index: 1 },
  ]);
  expect(outputs['only-b']?.[1]?.from).toEqual([{ port: 'b', index: 3 }]);
});

describe('where they differ', () => {
  const a = [{ id: 1, name: 'A', age: 1, same: 0 }];
  const b = [{ id: 1, name: 'B', city: 'Bern', same: 0 }];
  it.each<[Partial<CompareParameters>, JsonObject]>([
    [{ prefer: 'a' }, { id: 1, name: 'A', age: 1, same: 0 }],
    [{ prefer: 'b' }, { id: 1, name: 'B', city: 'Bern', same: 0 }],
    [
      { prefer: 'mix', mixFrom: 'a', mixExcept: 'name, age' },
      { id: 1, name: 'B', same: 0 },
    ],
    [
      { prefer: 'both' },
      {
        keys: { id: 1 },
        same: { same: 0 },
        different: {
          name: { inputA: 'A', inputB: 'B' },
          age: { inputA: 1, inputB: null },
          city: { inputA: null, inputB: 'Bern' },
        },
      },
    ],
    [
      { prefer: 'both', skipFields: 'name, age' },
      {
        keys: { id: 1 },
        same: { same: 0 },
        different: { city: { inputA: null, inputB: 'Bern' } },
        skipped: { name: { inputA: 'A', inputB: 'B' }, age: { inputA: 1, inputB: null } },
      },
    ],
  ])('%j', async (parameters, expected) => {
    expect((await compare(a, b, parameters)).different).toEqual([expected]);
  });
});

it('skips nested fields, and reads dots as part of the name where told so', async () => {
  const person = (name: string, language: string): JsonObject => ({ person: { name, language } });
  const fields = [{ a: 'person.language', b: '' }];
  const lists = [[person('Ina', 'de'), person('Tim', 'en')], [person('Eva', 'de')]] as const;
  expect((await compare([...lists[0]], [...lists[1]], { fields })).different).toHaveLength(1);
  const skipped = await compare([...lists[0]], [...lists[1]], { fields, skipFields: 'person.name' });
  expect(skipped.same).toEqual([person('Ina', 'de')]);
  expect(skipped.onlyA).toEqual([person('Tim', 'en')]);
  expect((await compare([...lists[0]], [...lists[1]], { fields, dots: false })).onlyB).toHaveLength(1);
  const flat = await compare([{ 'a.b': 1 }], [{ 'a.b': 1 }], { fields: [{ a: 'a.b', b: '' }], dots: false });
  expect(flat.same).toEqual([{ 'a.b': 1 }]);
});

it('is fuzzy on demand', async () => {
  const a = [{ id: '3', n: '7', gone: '', list: [1, { deep: '2' }] }];
  const b = [{ id: 3, n: 7, list: ['1', { deep: 2 }], extra: null }];
  expect((await compare(a, b)).onlyA).toHaveLength(1);
  expect((await compare(a, b, { looseTypes: true })).same).toEqual(a);
  expect(
    (await compare([{ id: 1, x: [1] }], [{ id: 1, x: '1' }], { looseTypes: true })).different,
  ).toHaveLength(1);
});

it('compares with the first match or with each', async () => {
  const b = [
    { id: 1, v: 1 },
    { id: 1, v: 2 },
  ];
  const first = await compare([{ id: 1, v: 1 }], b);
  expect([first.same.length, first.different.length, first.onlyB.length]).toEqual([1, 0, 0]);
  const all = await compare([{ id: 1, v: 1 }], b, { matches: 'all' });
  expect([all.same.length, all.different]).toEqual([1, [{ id: 1, v: 2 }]]);
});

it('takes empty inputs, and keys that name a prototype', async () => {
  expect((await compare([], [])).outputs).toEqual({ 'only-a': [], same: [], different: [], 'only-b': [] });
  const hostile = JSON.parse('{"id":1,"__proto__":{"x":1}}') as JsonObject;
  await compare([hostile], [{ id: 1 }], { prefer: 'both' });
  expect(({} as { x?: number }).x).toBeUndefined();
  await expect(
    compare([{ id: 1, x: 1 }], [{ id: 1, x: 2 }], { prefer: 'mix', mixExcept: '__proto__.x' }),
  ).rejects.toMatchObject({ code: 'field.forbidden-name' });
  await expect(compare([], [], { fields: [] })).rejects.toMatchObject({ code: 'compare-datasets.no-fields' });
});

it('is bounded', async () => {
  const many = Array.from({ length: 400 }, (): JsonObject => ({ id: 1 }));
  await expect(compare(many, many, { matches: 'all' })).rejects.toMatchObject({
    code: 'compare-datasets.too-many-items',
  });
});
