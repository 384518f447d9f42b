/** Lengths of time as people enter them: a number and a unit. Pure. */

export const DURATION_UNITS = ['milliseconds', 'seconds', 'minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

const LENGTH_MS: Readonly<Record<DurationUnit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** The largest unit in which it is a whole number; seconds for nothing. */
export function unitOf(ms: number | undefined): DurationUnit {
  if (ms === undefined || ms === 0) return 'seconds';
  return DURATION_UNITS.findLast((unit) => ms % LENGTH_MS[unit] === 0) ?? 'milliseconds';
}

/** How many of the unit it is, without noise behind the comma. */
export function amountOf(ms: number, unit: DurationUnit): number {
  return Number((ms / LENGTH_MS[unit]).toPrecision(12));
}

export function toMs(amount: number, unit: DurationUnit): number {
  return Math.round(amount * LENGTH_MS[unit]);
}
