import { expect, it } from 'vitest';
import { ANY_TIME, parseSpan, parseTimes, spanStart, timesAsked, writeTimes } from './time-span';

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

it('goes through the address and back, and leaves out what is no day', () => {
  const written = new URLSearchParams();
  writeTimes(written, parseTimes(new URLSearchParams('from=2026-11-20&to=2026-13-40')));
  expect(written.toString()).toBe('from=2026-11-20');
  expect(parseTimes(new URLSearchParams('since=toString&from=soon'))).toEqual(ANY_TIME);
});

it('asks for a span rather than for days, and for days in the zone of the person', () => {
  const now = Date.parse('2026-11-21T15:04:31Z');
  const days = { span: null, from: '2026-11-20', to: '2026-11-21' };
  expect(timesAsked(days, now, -60)).toEqual({
    from: '2026-11-19T23:00:00.000Z',
    to: '2026-11-21T23:00:00.000Z',
  });
  expect(timesAsked({ ...days, span: '1h' }, now, -60)).toEqual({ from: '2026-11-21T14:04:00.000Z' });
  expect(timesAsked(ANY_TIME, now, -60)).toEqual({});
});
