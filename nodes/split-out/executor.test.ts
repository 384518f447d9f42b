import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

type SplitParameters = Parameters<typeof executor.executeItem>[0]['parameters'];

async function split(
  json: JsonObject,
  field: string,
  more: Partial<SplitParameters> = {},
): Promise<unknown[]> {
  const parameters: SplitParameters = {
    field,
    keep: 'none',
    keepFields: '',
    destination: '',
    dots: true,
    files: 'with-fields',
    ...more,
  };
  const output = await executor.executeItem({ item: { json }, index: 0, parameters }, fakeContext());
  return Array.isArray(output) ? output.map((item) => item.json) : [output];
}

describe('each entry', () => {
  it.each([
    [{ rows: [{ id: 1 }, { id: 2 }] }, 'rows', [{ id: 1 }, { id: 2 }]],
    [{ tags: ['a', 2, null] }, 'tags', [{ tags: 'a' }, { tags: 2 }, { tags: null }]],
    [{ a: { rows: [1] } }, 'a.rows', [{ rows: 1 }]],
    [{ 'a.b': [1], a: { b: [2, 3] } }, 'a.b', [{ 'a.b': 1 }]],
    [{ rows: [{ id: 1 }, 2] }, 'rows', [{ rows: { id: 1 } }, { rows: 2 }]],
    [{ rows: { id: 1 } }, 'rows', [{ id: 1 }]],
    [{ rows: [] }, 'rows', []],
    [{}, 'rows', []],
    [{ rows: null }, 'rows', []],
  ])('of %j at %s → %j', async (json, field, expected) => {
    expect(await split(json, field)).toEqual(expected);
  });

  it('takes the place of the list beside other fields, or goes where it is told', async () => {
    const json = { id: 7, secret: 'x', lines: [{ n: 1 }, { n: 2 }] };
    expect(await split(json, 'lines', { keep: 'all' })).toEqual([
      { id: 7, secret: 'x', lines: { n: 1 } },
      { id: 7, secret: 'x', lines: { n: 2 } },
    ]);
    expect(await split(json, 'lines', { keep: 'selected', keepFields: 'id', destination: 'a.b' })).toEqual([
      { id: 7, a: { b: { n: 1 } } },
      { id: 7, a: { b: { n: 2 } } },
    ]);
    expect(await split(json, 'lines', { keep: 'except', keepFields: 'secret' })).toEqual([
      { id: 7, lines: { n: 1 } },
      { id: 7, lines: { n: 2 } },
    ]);
  });

  it('does not share what it writes into with its neighbours', async () => {
    const [one, two] = await split({ a: { keep: 1, rows: [1, 2] } }, 'a.rows', { keep: 'all' });
    expect(one).toEqual({ a: { keep: 1, rows: 1 } });
    expect(two).toEqual({ a: { keep: 1, rows: 2 } });
  });
});

it('splits lists side by side; a shorter one leaves its field out', async () => {
  expect(await split({ a: [1, 2], b: ['x'] }, 'a, b')).toEqual([{ a: 1, b: 'x' }, { a: 2 }]);
});

it('leaves the item as it was', async () => {
  const json = { id: 1, rows: [{ n: 1 }] };
  await split(json, 'rows', { keep: 'all' });
  expect(json).toEqual({ id: 1, rows: [{ n: 1 }] });
});

it.each([
  ['split-out.no-field', ' , ', {}],
  ['field.forbidden-name', 'rows', { destination: '__proto__.x' }],
])('fails with %s', async (code, field, more) => {
  await expect(split({ rows: [1] }, field, more)).rejects.toMatchObject({ code });
});
