import { expect, it } from 'vitest';
import { toTime } from './run-flush';

it('times are texts that the database reads, however far away they are', () => {
  expect(toTime(null)).toBeNull();
  expect(toTime(0)).toBe('1970-01-01T00:00:00.000Z');
  for (const ms of [300_000_000_000_000, 9e15, Infinity]) expect(toTime(ms)).toBe('9999-12-31T23:59:59.999Z');
});
