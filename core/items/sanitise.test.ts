import { describe, expect, it } from 'vitest';
import type { Json } from './item';
import { measureJson } from './plain-json';
import { sanitise, sanitiseParsed, sanitiseText } from './sanitise';

const LIMITS = { maxDepth: 20, maxSize: 10_000 };
const parsed = (source: string) => sanitiseParsed(JSON.parse(source) as Json, source);

describe('sanitise', () => {
  it('leaves what can be kept as it is', () => {
    const value = JSON.parse('{"a":[1,"ä😀",{"proto":true,"constructor":1}]}') as Json;
    expect(sanitise(value)).toEqual({ value, changed: false });
    expect(parsed('{"a":"\\u00e4 \\ud83d\\ude00"}')).toEqual({ value: { a: 'ä 😀' }, changed: false });
  });

  it('replaces what the database refuses, in texts and in keys', () => {
    expect(sanitiseText('a\0b')).toEqual({ value: 'a\uFFFDb', changed: true });
    expect(parsed('{"a\\u0000":["\\ud800x"]}')).toEqual({ value: { 'a\uFFFD': ['\uFFFDx'] }, changed: true });
  });

  it.each([
    ['{"__proto__":{"admin":true},"a":1}'],
    ['{"\\u005f_proto__":{"admin":true},"a":1}'],
    ['{"__\\u0070roto__":{"admin":true},"a":1}'],
  ])('renames a member that would change what the object is: %s', (source) => {
    const { value, changed } = parsed(source);
    expect(changed).toBe(true);
    expect(Object.entries(value as object)).toEqual([
      ['\uFFFD__proto__', { admin: true }],
      ['a', 1],
    ]);
    expect(measureJson(value, LIMITS)).toHaveProperty('size');
  });

  it('renames it at any depth', () => {
    const { value } = parsed('{"a":[{"b":{"__proto__":1}}]}');
    expect(value).toEqual({ a: [{ b: { '\uFFFD__proto__': 1 } }] });
    expect(measureJson(value, LIMITS)).toHaveProperty('size');
  });

  it('keeps a text that only looks like it', () => {
    expect(parsed('{"a":"__proto__"}')).toEqual({ value: { a: '__proto__' }, changed: false });
  });
});
