import { expect, it } from 'vitest';
import { formatDuration } from './timeline';

it('writes durations with their unit', () => {
  expect([3_600_000, 5_400_000].map(formatDuration)).toEqual(['1 h', '1 h 30 min']);
  expect([8.4, 1400, 12_300, 125_000].map(formatDuration)).toEqual(['8 ms', '1.4 s', '12 s', '2 min 05 s']);
});
