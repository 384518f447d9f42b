import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

type EditParameters = Parameters<typeof executor.executeItem>[0]['parameters'];

async function edit(json: JsonObject, parameters: Partial<EditParameters>): Promise<JsonObject> {
  const whole: EditParameters = {
    mode: 'fields',
    assignments: [],
    json: {},
    keep: 'all',
    keepFields: '',
    dots: true,
    ignoreErrors: false,
    keepFiles: true,
    ...parameters,
  };
  const output = await executor.executeItem({ item: { json }, index: 0, parameters: whole }, fakeContext());
  return !Array.isArray(output) && 'json' in output ? output.json : {};
}

const set = (name: string, value: unknown, type: EditParameters['assignments'][number]['type'] = 'any') => ({
  assignments: [{ name, type, value }],
});

describe('fields', () => {
  it('are nested by dots, in objects and lists, or not', async () => {
    expect(await edit({ a: { b: 1 } }, set('a.c', 2))).toEqual({ a: { b: 1, c: 2 } });
    expect(await edit({ list: [{ n: 1 }] }, set('list.0.n', 2))).toEqual({ list: [{ n: 2 }] });
    expect(await edit({ a: 5 }, set('a.b', 1))).toEqual({ a: { b: 1 } });
    expect(await edit({}, { ...set('a.b', 1), dots: false })).toEqual({ 'a.b': 1 });
  });

  it.each([
    ['number', ' 12.5 ', 12.5],
    ['number', true, 1],
    ['string', 5, '5'],
    ['string', { a: 1 }, '{"a":1}'],
    ['boolean', 'No', false],
    ['array', '[1]', [1]],
    ['object', '{"a":1}', { a: 1 }],
    ['number', null, null],
  ] as const)('become a %s: %j → %j', async (type, value, expected) => {
    expect(await edit({}, set('x', value, type))).toEqual({ x: expected });
  });

  it.each([
    ['number', 'twelve'],
    ['number', ''],
    ['boolean', 'perhaps'],
    ['array', '{}'],
    ['object', '[]'],
  ] as const)('that are no %s fail: %j', async (type, value) => {
    await expect(edit({}, set('x', value, type))).rejects.toMatchObject({
      code: 'edit-fields.cannot-convert',
    });
  });

  it('never reach a prototype', async () => {
    await expect(edit({}, set('__proto__.polluted', 1))).rejects.toMatchObject({
      code: 'edit-fields.forbidden-name',
    });
    expect(await edit({}, set('constructor.prototype.polluted', 1))).toEqual({
      constructor: { prototype: { polluted: 1 } },
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('other fields', () => {
  const json = { id: 1, user: { name: 'Ada', password: 'x' } };

  it.each([
    ['all', '', json],
    ['none', '', {}],
    ['selected', 'id, user.name, missing', { id: 1, user: { name: 'Ada' } }],
    ['except', 'user.password', { id: 1, user: { name: 'Ada' } }],
  ] as const)('are kept: %s %s', async (keep, keepFields, expected) => {
    expect(await edit(json, { keep, keepFields })).toEqual(expected);
  });

  it('and the item itself are not changed', async () => {
    const before = structuredClone(json);
    await edit(json, set('user.name', 'Grace'));
    expect(json).toEqual(before);
  });
});

it('refuses JSON that is no object', async () => {
  await expect(edit({}, { mode: 'json', json: [1] })).rejects.toMatchObject({
    code: 'edit-fields.not-an-object',
  });
});
