import { describe, expect, it } from 'vitest';
import { coerce, toTime, VALUE_TYPES } from './coerce';

describe('coercion', () => {
  it.each(VALUE_TYPES)('leaves nothing as nothing: %s', (type) => {
    expect(coerce(type, null)).toEqual({ ok: true, value: null });
    expect(coerce(type, undefined)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['number', Infinity],
    ['number', '1e999'],
    ['number', [1]],
    ['boolean', 2],
    ['boolean', {}],
    ['array', '[1'],
    ['array', {}],
    ['object', []],
    ['object', new Date(0)],
  ] as const)('refuses what has no plain reading as %s: %j', (type, value) => {
    expect(coerce(type, value)).toEqual({ ok: false });
  });

  it.each([
    ['2026-03-01', Date.UTC(2026, 2, 1)],
    ['2026-03-01T10:00:00+02:00', Date.UTC(2026, 2, 1, 8)],
    ['Sun, 01 Mar 2026 08:00:00 GMT', Date.UTC(2026, 2, 1, 8)],
    [5, 5],
  ])('reads %s as a moment', (value, expected) => {
    expect(toTime(value)).toEqual({ ok: true, value: expected });
  });

  it.each(['yesterday', '', true, NaN])('does not read %s as a moment', (value) => {
    expect(toTime(value)).toEqual({ ok: false });
  });
});
