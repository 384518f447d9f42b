import { expect, it } from 'vitest';
import { amountOf, toMs, unitOf } from './duration';

it.each([
  [undefined, 'seconds'],
  [0, 'seconds'],
  [1500, 'milliseconds'],
  [90_000, 'seconds'],
  [5_400_000, 'minutes'],
  [7_200_000, 'hours'],
  [172_800_000, 'days'],
] as const)('%s ms are counted in %s', (ms, unit) => {
  expect(unitOf(ms)).toBe(unit);
  if (ms !== undefined) expect(toMs(amountOf(ms, unit), unit)).toBe(ms);
});

it('takes parts of a unit', () => {
  expect(toMs(1.5, 'hours')).toBe(5_400_000);
  expect(amountOf(5_400_000, 'hours')).toBe(1.5);
});
