import { describe, expect, it } from 'vitest';
import { mapTexts } from './map-texts';
import { measureJson } from './plain-json';

const LIMITS = { maxDepth: 5, maxSize: 1000 };

describe('plain JSON', () => {
  it('is measured', () => {
    expect(measureJson({ a: 'xx', b: [1, null, true], c: undefined }, LIMITS)).toEqual({
      size: expect.any(Number) as number,
    });
  });

  it.each([
    ['type', '', [1]],
    ['type', 'a.0', { a: [new Date(0)] }],
    ['type', 'a', { a: () => 1 }],
    ['type', 'a', { a: 1n }],
    ['number', 'a.b', { a: { b: NaN } }],
    ['key', '__proto__', JSON.parse('{"__proto__":1}')],
    ['depth', 'a.b.c.d.e', { a: { b: { c: { d: { e: 1 } } } } }],
    ['size', 'a', { a: 'x'.repeat(2000) }],
    ['size', 'a', { a: new Array(1_000_000) }],
  ])('is not it by %s at %s', (reason, path, value) => {
    expect(measureJson(value, LIMITS)).toMatchObject({ reason, path });
  });

  it('ends on a value that holds itself', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(measureJson(circle, LIMITS)).toMatchObject({ reason: 'depth' });
  });
});

describe('texts inside JSON', () => {
  it('are replaced, keys too, and what stays the same is shared', () => {
    const value = { a: ['x', { x: 1 }], b: { c: 'y' } };
    const mapped = mapTexts(value, (text) => text.replace('x', 'z'));
    expect(mapped).toEqual({ a: ['z', { z: 1 }], b: { c: 'y' } });
    expect(mapped.b).toBe(value.b);
    expect(mapTexts(value, (text) => text)).toBe(value);
  });
});
