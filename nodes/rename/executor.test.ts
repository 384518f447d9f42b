import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

type RenameParameters = Parameters<typeof executor.executeItem>[0]['parameters'];

async function rename(json: JsonObject, parameters: Partial<RenameParameters>): Promise<JsonObject> {
  const whole: RenameParameters = { fields: [], patterns: [], nested: false, ...parameters };
  const output = await executor.executeItem({ item: { json }, index: 0, parameters: whole }, fakeContext());
  return !Array.isArray(output) && 'json' in output ? output.json : {};
}

const one = (from: string, to: string) => ({ fields: [{ from, to }] });
const by = (pattern: string, replacement: string, ignoreCase = false) => ({
  patterns: [{ pattern, replacement, ignoreCase }],
});

describe('a field', () => {
  it.each<[JsonObject, string, string, JsonObject]>([
    [{ a: 1, b: 2 }, 'a', 'c', { c: 1, b: 2 }],
    [{ a: 1 }, 'x', 'y', { a: 1 }],
    [{ a: 1 }, 'a', 'a', { a: 1 }],
    [{ a: 1, b: 2 }, 'a', 'b', { b: 1 }],
    [{ o: { a: 1, b: 2 } }, 'o.a', 'o.c', { o: { c: 1, b: 2 } }],
    [{ o: { a: 1 } }, 'o.a', 'a', { o: {}, a: 1 }],
    [{ a: 1 }, 'a', 'o.a', { o: { a: 1 } }],
    [{ list: [{ a: 1 }] }, 'list.0.a', 'list.0.b', { list: [{ b: 1 }] }],
    [{ 'a.b': 1 }, 'a.b', 'c', { c: 1 }],
    [{ a: null }, 'a', 'b', { b: null }],
  ])('of %j: %s → %s', async (...[json, from, to, expected]) => {
    expect(await rename(json, one(from, to))).toEqual(expected);
  });

  it('keeps its place', async () => {
    expect(Object.keys(await rename({ a: 1, b: 2, c: 3 }, one('b', 'x')))).toEqual(['a', 'x', 'c']);
  });
});

describe('a pattern', () => {
  it.each<[JsonObject, Partial<RenameParameters>, JsonObject]>([
    [{ user_a: 1, b: { user_c: 2 } }, by('^user_', ''), { a: 1, b: { user_c: 2 } }],
    [
      { user_a: 1, b: [{ user_c: 2 }] },
      { ...by('^user_', ''), nested: true },
      { a: 1, b: [{ c: 2 }] },
    ],
    [{ firstName: 1 }, by('([A-Z])', '_$1'), { first_Name: 1 }],
    [{ ABC: 1 }, by('abc', 'x', true), { x: 1 }],
    [{ user_: 1 }, by('^user_', ''), { user_: 1 }],
  ])('%j', async (json, parameters, expected) => {
    expect(await rename(json, parameters)).toEqual(expected);
  });
});

it('leaves the item as it was', async () => {
  const json = { o: { a: 1 } };
  await rename(json, one('o.a', 'o.b'));
  expect(json).toEqual({ o: { a: 1 } });
});

it.each<[string, Partial<RenameParameters>]>([
  ['rename.bad-pattern', by('(', '')],
  ['field.forbidden-name', one('a', '__proto__.b')],
  ['field.forbidden-name', by('a', '__proto__')],
])('fails with %s', async (code, parameters) => {
  await expect(rename({ a: 1 }, parameters)).rejects.toMatchObject({ code });
});
