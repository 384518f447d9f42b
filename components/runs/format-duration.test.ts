import { expect, it } from 'vitest';
import { formatDuration, formatMs } from './format-duration';

it.each([
  [0, '0 ms'],
  [12.4, '12 ms'],
  [3400, '3.4 s'],
  [125_000, '2 min 5 s'],
  [3_720_000, '1 h 2 min'],
])('says %d ms as %s', (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

it('says nothing while a run goes on', () => {
  expect(formatDuration('2026-01-01T00:00:00.000Z', null)).toBe('');
  expect(formatDuration('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.500Z')).toBe('1.5 s');
});
