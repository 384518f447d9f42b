import { expect, test } from 'vitest';
import type { JsonObject } from './item';
import { copyJson } from './field-path';

test('a copy shares nothing with its source and has all of it', () => {
  const source: JsonObject = { a: [1, { b: null }, [true, 'x']], c: { d: { e: 0.5 } }, f: {} };
  const copy = copyJson(source);
  expect(copy).toEqual(source);
  expect(copy.a).not.toBe(source.a);
  expect((copy.c as JsonObject).d).not.toBe((source.c as JsonObject).d);
});

test('a member named __proto__ stays a member', () => {
  const source = JSON.parse('{"__proto__": {"isAdmin": true}, "n": 1}') as JsonObject;
  const copy = copyJson(source);
  expect(Object.keys(copy)).toEqual(['__proto__', 'n']);
  expect((copy as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  expect(JSON.stringify(copy)).toBe(JSON.stringify(source));
});
