import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { inputPorts } from '@/core/node-kit/ports';
import { runList } from '@/testing/nodes/run-list';
import { definition } from './definition';
import { executor } from './executor';

type MergeParameters = Parameters<typeof executor.execute>[0]['parameters'];

const DEFAULTS: MergeParameters = {
  mode: 'append',
  query: '',
  dots: true,
  dataFrom: 'both',
  restLast: false,
  nested: 'replace',
  preferFilled: false,
  inputs: 2,
  fields: [],
  join: 'inner',
  matches: 'all',
  ignoreCase: false,
  looseTypes: true,
  unpaired: 'drop',
  choose: 'first-with-items',
  clash: 'last',
};

async function merge(inputs: JsonObject[][], parameters: Partial<MergeParameters>) {
  const ports = Object.fromEntries(inputs.map((rows, at) => [`input${at + 1}`, rows]));
  const { main = [] } = await runList(executor, ports, {
    ...DEFAULTS,
    inputs: Math.max(2, inputs.length),
    ...parameters,
  });
  return main;
}
const rowsOf = async (inputs: JsonObject[][], parameters: Partial<MergeParameters>) =>
  (await merge(inputs, parameters)).map((item) => item.json);
const by = (left: string, right = '') => ({ mode: 'by-fields' as const, fields: [{ left, right }] });

describe('join', () => {
  const orders = [{ o: 1, who: 'a' }, { o: 2, who: 'x' }, { o: 3, who: 'a' }, { o: 4 }];
  const people = [{ id: 'a', name: 'Ada' }, { id: 'b', name: 'Bo' }, { id: null }];

  it.each([
    ['inner', ['1Ada', '3Ada']],
    ['left', ['1Ada', '2', '3Ada', '4']],
    ['right', ['1Ada', '3Ada', 'Bo', '']],
    ['outer', ['1Ada', '2', '3Ada', '4', 'Bo', '']],
    ['unmatched', ['2', '4', 'Bo', '']],
  ] as const)('%s', async (join, expected) => {
    const rows = await rowsOf([orders, people], { ...by('who', 'id'), join });
    const text = (value: unknown) => (value === undefined ? '' : String(value));
    expect(rows.map((row) => text(row.o) + text(row.name))).toEqual(expected);
  });

  it('names every item it was made of as its origin', async () => {
    const items = await merge([orders, people], { ...by('who', 'id'), join: 'outer' });
    expect(items.map((item) => item.from)).toEqual([
      [
        { port: 'input1', index: 0 },
        { port: 'input2', index: 0 },
      ],
      [{ port: 'input1', index: 1 }],
      [
        { port: 'input1', index: 2 },
        { port: 'input2', index: 0 },
      ],
      [{ port: 'input1', index: 3 }],
      [{ port: 'input2', index: 1 }],
      [{ port: 'input2', index: 2 }],
    ]);
  });

  it('takes in a third input by the same fields', async () => {
    const inputs = [
      [{ id: 1 }, { id: 2 }],
      [
        { key: 1, b: 'B' },
        { key: 3, b: 'b' },
      ],
      [
        { key: 3, c: 'c' },
        { key: 1, c: 'C' },
      ],
    ];
    expect(await rowsOf(inputs, by('id', 'key'))).toEqual([{ id: 1, key: 1, b: 'B', c: 'C' }]);
    expect(await rowsOf(inputs, { ...by('id', 'key'), join: 'outer' })).toEqual([
      { id: 1, key: 1, b: 'B', c: 'C' },
      { id: 2 },
      { key: 3, b: 'b', c: 'c' },
    ]);
    expect(await rowsOf(inputs, { ...by('id', 'key'), join: 'unmatched' })).toEqual([{ id: 2 }]);
  });

  it('gives one item for each match, or the first alone', async () => {
    const inputs = [
      [{ k: 1 }],
      [
        { k: 1, n: 1 },
        { k: 1, n: 2 },
      ],
    ];
    expect(await rowsOf(inputs, by('k'))).toHaveLength(2);
    expect(await rowsOf(inputs, { ...by('k'), matches: 'first' })).toEqual([{ k: 1, n: 1 }]);
  });

  it('compares loosely and without case only where asked', async () => {
    const inputs = [
      [{ k: '12' }, { k: 'A' }],
      [{ k: 12 }, { k: 'a' }],
    ];
    expect(await rowsOf(inputs, by('k'))).toHaveLength(1);
    expect(await rowsOf(inputs, { ...by('k'), looseTypes: false })).toHaveLength(0);
    expect(await rowsOf(inputs, { ...by('k'), ignoreCase: true })).toHaveLength(2);
  });

  it('needs all fields to match', async () => {
    const fields = [
      { left: 'a', right: '' },
      { left: 'b.c', right: 'd' },
    ];
    const inputs = [
      [
        { a: 1, b: { c: 2 } },
        { a: 1, b: { c: 3 } },
      ],
      [{ a: 1, d: 2 }],
    ];
    expect(await rowsOf(inputs, { mode: 'by-fields', fields })).toEqual([{ a: 1, b: { c: 2 }, d: 2 }]);
  });

  const rows = fc.array(
    fc.record({ k: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(null)), v: fc.integer() }),
    { maxLength: 8 },
  );
  it('inner is part of left and of right, both are part of outer; unmatched is what outer has beyond inner', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (left, right) => {
        const origins = async (join: MergeParameters['join']) =>
          (await merge([left, right], { ...by('k'), join })).map((item) => JSON.stringify(item.from));
        const [inner, leftJoin, rightJoin, outer, unmatched] = await Promise.all(
          (['inner', 'left', 'right', 'outer', 'unmatched'] as const).map(origins),
        );
        expect(leftJoin).toEqual(expect.arrayContaining(inner ?? []));
        expect(outer).toEqual(expect.arrayContaining([...(leftJoin ?? []), ...(rightJoin ?? [])]));
        expect([...(inner ?? []), ...(unmatched ?? [])].sort()).toEqual([...(outer ?? [])].sort());
      }),
    );
  });
});

describe('fields that clash', () => {
  const inputs = [[{ id: 1, name: 'Ada', a: 1 }], [{ id: 1, name: 'Lovelace', b: 2 }]];
  it.each([
    ['last', { id: 1, name: 'Lovelace', a: 1, b: 2 }],
    ['first', { id: 1, name: 'Ada', a: 1, b: 2 }],
    ['both', { id: 1, name_1: 'Ada', name_2: 'Lovelace', a: 1, b: 2 }],
    ['nest', { input1: inputs[0]?.[0], input2: inputs[1]?.[0] }],
  ] as const)('%s', async (clash, expected) => {
    expect(await rowsOf(inputs, { ...by('id'), clash })).toEqual([expected]);
  });
});

describe('without matching', () => {
  const inputs = [[{ a: 1 }, { a: 2 }], [{ b: 1 }], [{ c: 1 }, { c: 2 }, { c: 3 }]];
  it.each<[Partial<MergeParameters>, JsonObject[]]>([
    [{ mode: 'append' }, [{ a: 1 }, { a: 2 }, { b: 1 }, { c: 1 }, { c: 2 }, { c: 3 }]],
    [{ mode: 'by-position' }, [{ a: 1, b: 1, c: 1 }]],
    [{ mode: 'by-position', unpaired: 'keep' }, [{ a: 1, b: 1, c: 1 }, { a: 2, c: 2 }, { c: 3 }]],
    [{ mode: 'choose', choose: 'input2' }, [{ b: 1 }]],
    [{ mode: 'choose' }, [{ a: 1 }, { a: 2 }]],
    [{ mode: 'append', inputs: 2 }, [{ a: 1 }, { a: 2 }, { b: 1 }]],
  ])('%j', async (parameters, expected) => {
    expect(await rowsOf(inputs, parameters)).toEqual(expected);
  });

  it('pairs every item with every other', async () => {
    const items = await merge(inputs, { mode: 'combinations' });
    expect(items).toHaveLength(6);
    expect(items[1]).toEqual({
      json: { a: 1, b: 1, c: 2 },
      from: [
        { port: 'input1', index: 0 },
        { port: 'input2', index: 0 },
        { port: 'input3', index: 1 },
      ],
    });
    expect(await merge([[{ a: 1 }], []], { mode: 'combinations' })).toEqual([]);
  });
});

it.each<[string, JsonObject[][], Partial<MergeParameters>]>([
  ['merge.no-fields', [[], []], { mode: 'by-fields' }],
  ['merge.no-such-input', [[], []], { mode: 'choose', choose: 'input3' }],
  [
    'merge.too-many-items',
    [Array<JsonObject>(400).fill({ k: 1 }), Array<JsonObject>(400).fill({ k: 1 })],
    by('k'),
  ],
  [
    'merge.too-many-items',
    [Array<JsonObject>(400).fill({}), Array<JsonObject>(400).fill({})],
    { mode: 'combinations' },
  ],
])('fails with %s', async (code, inputs, parameters) => {
  await expect(merge(inputs, parameters)).rejects.toMatchObject({ code, retryable: false });
});

it('has as many inputs as it is told', () => {
  const count = (parameters: JsonObject) => inputPorts(definition, { parameters }).length;
  expect(count({})).toBe(2);
  expect(count({ inputs: 3 })).toBe(3);
  expect(inputPorts(definition, { parameters: { inputs: 3 } }).at(-1)?.name).toBe('input3');
  expect(count({ inputs: 99 })).toBe(10);
});

describe('whose fields count', () => {
  const left = [{ id: 1, a: { x: 1, keep: true }, note: 'left' }, { id: 2 }];
  const right = [{ id: 1, a: { x: 2 }, note: '', more: null }, { id: 3 }];
  it.each<[Partial<MergeParameters>, JsonObject[]]>([
    [{ dataFrom: 'input1' }, [{ id: 1, a: { x: 1, keep: true }, note: 'left' }]],
    [{ dataFrom: 'input2' }, [{ id: 1, a: { x: 2 }, note: '', more: null }]],
    [{ dataFrom: 'input2', join: 'unmatched' }, [{ id: 3 }]],
    [{ dataFrom: 'input1', join: 'unmatched' }, [{ id: 2 }]],
    [{ preferFilled: true }, [{ id: 1, a: { x: 2 }, note: 'left', more: null }]],
    [{ nested: 'deep' }, [{ id: 1, a: { x: 2, keep: true }, note: '', more: null }]],
    [{ nested: 'deep', clash: 'first' }, [{ id: 1, a: { x: 1, keep: true }, note: 'left', more: null }]],
    [
      { clash: 'number', join: 'left' },
      [
        {
          id_1: 1,
          a_1: { x: 1, keep: true },
          note_1: 'left',
          id_2: 1,
          a_2: { x: 2 },
          note_2: '',
          more_2: null,
        },
        { id_1: 2 },
      ],
    ],
  ])('%j', async (parameters, expected) => {
    const before = structuredClone([left, right]);
    expect(await rowsOf([left, right], { ...by('id'), ...parameters })).toEqual(expected);
    expect([left, right], 'nothing that came in is changed').toEqual(before);
  });

  it('names both items as the origin of the one that leaves', async () => {
    const [item] = await merge([left, right], { ...by('id'), dataFrom: 'input2' });
    expect(item?.from).toEqual([
      { port: 'input1', index: 0 },
      { port: 'input2', index: 0 },
    ]);
  });

  it('reads dots as part of a name on demand', async () => {
    const flat = [{ 'a.b': 1 }];
    expect(await rowsOf([flat, [{ a: { b: 1 } }]], by('a.b'))).toHaveLength(1);
    expect(await rowsOf([flat, [{ a: { b: 1 } }]], { ...by('a.b'), dots: false })).toHaveLength(0);
    expect(await rowsOf([flat, flat], { ...by('a.b'), dots: false })).toHaveLength(1);
  });

  it('may be nobody’s: one empty item', async () => {
    const empty = { mode: 'choose' as const, choose: 'empty-item' as const };
    expect(await merge([left, right], empty)).toEqual([{ json: {}, from: [] }]);
    expect(await merge([[], []], empty)).toEqual([{ json: {}, from: [] }]);
  });
});
