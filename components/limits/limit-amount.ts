/** Says a limit's value in the unit that a person would choose: 5 minutes instead of 300 seconds. */
import type { LimitUnit } from '@/core/limits/limits';

export type AmountUnit =
  | 'count'
  | 'characters'
  | 'milliseconds'
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'days'
  | 'bytes'
  | 'kilobytes'
  | 'megabytes'
  | 'kibibytes'
  | 'mebibytes';

export interface Amount {
  amount: number;
  unit: AmountUnit;
}

type Step = readonly [size: number, unit: AmountUnit];

const MILLISECONDS: readonly Step[] = [
  [86_400_000, 'days'],
  [3_600_000, 'hours'],
  [60_000, 'minutes'],
  [1000, 'seconds'],
  [1, 'milliseconds'],
];
const STEPS: Readonly<Record<LimitUnit, readonly Step[]>> = {
  count: [[1, 'count']],
  characters: [[1, 'characters']],
  milliseconds: MILLISECONDS,
  seconds: MILLISECONDS.filter(([size]) => size >= 1000).map(([size, unit]) => [size / 1000, unit]),
  bytes: [
    [1024 * 1024, 'mebibytes'],
    [1_000_000, 'megabytes'],
    [1024, 'kibibytes'],
    [1000, 'kilobytes'],
    [1, 'bytes'],
  ],
};

/** The largest unit that the value is a whole number of. */
export function amountOf(value: number, unit: LimitUnit): Amount {
  const [size, name] = STEPS[unit].find(([divisor]) => value % divisor === 0) ?? [1, unit];
  return { amount: value / size, unit: name };
}
