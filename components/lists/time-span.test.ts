import { expect, it } from 'vitest';
import { parseSpan, spanStart } from './time-span';

it('knows its own names and nothing else', () => {
  expect(parseSpan('7d')).toBe('7d');
  expect(['8d', 'toString', '', null].map(parseSpan)).toEqual([null, null, null, null]);
});

it('counts back from this minute, and twice the same within it', () => {
  const now = Date.parse('2026-11-21T15:04:31Z');
  expect(spanStart('1h', now)).toBe('2026-11-21T14:04:00.000Z');
  expect(spanStart('1h', now + 28_000)).toBe(spanStart('1h', now));
  expect(spanStart('30d', now)).toBe('2026-10-22T15:04:00.000Z');
});
