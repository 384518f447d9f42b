import { expect, it } from 'vitest';
import type { Json } from './item';
import { valueKey, valuesKey, type KeyOptions } from './value-key';

it.each<[Json, Json, KeyOptions, boolean]>([
  [1, 1, {}, true],
  [1, '1', {}, false],
  [1, '1', { looseTypes: true }, true],
  ['a', 'A', {}, false],
  ['a', 'A', { ignoreCase: true }, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, {}, true],
  [{ a: 'X' }, { a: 'x' }, { ignoreCase: true }, true],
  [[1, 2], [2, 1], {}, false],
  [{ members: [] }, {}, {}, false],
  ['[1]', [1], {}, false],
  [true, 'true', {}, false],
])('%j and %j with %j: the same is %j', (...[a, b, options, same]) => {
  expect(valueKey(a, options) === valueKey(b, options)).toBe(same);
});

it('has no key for what is missing', () => {
  expect(valueKey(null)).toBeNull();
  expect(valueKey(undefined)).toBeNull();
  expect(valuesKey([null, 'a'])).not.toBe(valuesKey(['null', 'a']));
});
