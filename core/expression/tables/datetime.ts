/** Dates: luxon values and JavaScript dates. "Now" is the evaluation's, the zone the workflow's, the locale en-US. */
import { DateTime, Duration, Interval, Settings, type DurationLikeObject } from 'luxon';
import { isPrimitive, plainOptions, toNumber, toText } from '../coerce';
import { Fault } from '../errors';
import { charge, type Run } from '../run';
import { isPlainObject, DateValue } from '../values';

const LOCALE = 'en-US';
const UNITS = /^(?:year|quarter|month|week|day|hour|minute|second|millisecond)s?$/;

/** Runs luxon with the evaluation's clock: parsing "10:30" takes today from it. Synchronous, so nobody else sees it. */
export function withClock<T>(run: Run, work: () => T): T {
  const before = Settings.now;
  Settings.now = () => run.env.now;
  try {
    return work();
  } finally {
    Settings.now = before;
  }
}

export function zoneOptions(run: Run): { zone: string; locale: string } {
  return { zone: run.env.timezone, locale: LOCALE };
}

export function nowOf(run: Run): DateTime {
  return DateTime.fromMillis(run.env.now, zoneOptions(run));
}

export function fromMs(run: Run, ms: number, options?: unknown): DateTime {
  if (!(Math.abs(ms) <= 8.64e15)) return DateTime.invalid('not a date');
  return DateTime.fromMillis(
    ms,
    options === undefined ? zoneOptions(run) : { ...zoneOptions(run), ...plainOptions(options) },
  );
}

/** Reads text as a date; a Fault when it is none. */
export function dateTimeFromText(run: Run, text: string, format: string | undefined): DateTime {
  charge(run, 100);
  const short = text.trim().slice(0, 200);
  const options = zoneOptions(run);
  const found = withClock(run, () => {
    const moment = format === undefined ? undefined : momentOf(short, format);
    if (moment !== undefined) return fromMs(run, moment);
    if (format !== undefined) return DateTime.fromFormat(short, format.slice(0, 200), options);
    if (/^-?\d{11,15}$/.test(short)) return fromMs(run, Number(short));
    for (const read of [DateTime.fromISO, DateTime.fromRFC2822, DateTime.fromHTTP, DateTime.fromSQL]) {
      const date = read(short, options);
      if (date.isValid) return date;
    }
    return fromMs(run, parseLoosely(run, short));
  });
  if (!found.isValid) throw new Fault('type', `"${short.slice(0, 40)}" is not a date.`);
  return found;
}

/** How a number stands for milliseconds since 1970. Day 1 of a spreadsheet is 31 December 1899. */
export const MOMENTS: ReadonlyMap<string, (value: number) => number> = new Map([
  ['ms', (value: number) => value],
  ['s', (value: number) => value * 1000],
  ['us', (value: number) => value / 1000],
  ['excel', (value: number) => Math.round((value - 25_569) * 86_400_000)],
]);

/** A number that is written as text, where the format names what it counts: `"1700000000".toDateTime("s")`. */
function momentOf(text: string, format: string): number | undefined {
  const convert = MOMENTS.get(format);
  // "s" is a format of its own, too: two digits at most.
  return convert && /^-?\d{3,16}(?:\.\d{1,9})?$/.test(text) ? convert(Number(text)) : undefined;
}

/** JavaScript's own reading, made independent of the machine's zone. NaN when it is no date. */
function parseLoosely(run: Run, text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(?:\(.*\))?$/i.test(text)) return ms;
  const local = new Date(ms);
  const parts = {
    year: local.getFullYear(),
    month: local.getMonth() + 1,
    day: local.getDate(),
    hour: local.getHours(),
    minute: local.getMinutes(),
    second: local.getSeconds(),
    millisecond: local.getMilliseconds(),
  };
  return DateTime.fromObject(parts, zoneOptions(run)).toMillis();
}

/** What `new Date(text)` gives, in milliseconds: a date alone is UTC, a time without zone the workflow's. */
export function parseDateText(run: Run, text: string): number {
  if (/^\d{4}-\d\d-\d\d$/.test(text.trim())) return Date.parse(text.trim());
  try {
    return dateTimeFromText(run, text, undefined).toMillis();
  } catch (error) {
    if (error instanceof Fault && error.kind === 'type') return Number.NaN;
    throw error;
  }
}

/** A date from whatever holds one. */
export function expectDateTime(run: Run, value: unknown): DateTime {
  if (value instanceof DateTime) return value;
  if (value instanceof DateValue) return fromMs(run, value.ms);
  if (typeof value === 'number') return fromMs(run, value);
  if (typeof value === 'string') return dateTimeFromText(run, value, undefined);
  throw new Fault('type', 'This needs a date.');
}

/** `(3, 'days')`, `({ days: 3 })`, a duration or milliseconds. */
export function expectDuration(run: Run, amount: unknown, unit: unknown): Duration {
  if (amount instanceof Duration) return amount;
  if (isPlainObject(amount)) return Duration.fromObject(plainDuration(run, amount), { locale: LOCALE });
  const count = toNumber(run, amount);
  if (!Number.isFinite(count))
    throw new Fault('type', 'Write an amount and a unit: plus(3, "days") or plus({ days: 3 }).');
  return Duration.fromObject({ [unitOf(run, unit ?? 'milliseconds')]: count }, { locale: LOCALE });
}

export function plainDuration(run: Run, value: unknown): DurationLikeObject {
  const result: Record<string, number> = {};
  for (const [key, amount] of Object.entries(plainOptions(value)))
    result[unitOf(run, key)] = toNumber(run, amount);
  return result;
}

export function unitOf(run: Run, value: unknown): 'days' {
  const name = isPrimitive(value) ? toText(run, value) : '';
  if (!UNITS.test(name))
    throw new Fault(
      'type',
      'Units are years, quarters, months, weeks, days, hours, minutes, seconds and milliseconds.',
    );
  // One of luxon's units; its type wants a literal.
  return (name.endsWith('s') ? name : `${name}s`) as 'days';
}

/** What luxon's `startOf` takes. */
export function singleUnit(run: Run, value: unknown): 'day' {
  return unitOf(run, value).slice(0, -1) as 'day';
}

export function intervalOf(run: Run, from: unknown, to: unknown): Interval {
  return Interval.fromDateTimes(expectDateTime(run, from), expectDateTime(run, to));
}

/** The time from one date to another: a number in one unit, or an object of several. */
export function spanBetween(run: Run, from: DateTime, to: unknown, unit: unknown): unknown {
  const end = expectDateTime(run, to);
  if (!Array.isArray(unit)) {
    const single = unitOf(run, unit ?? 'days');
    return end.diff(from, single).as(single);
  }
  const units = unit.slice(0, 9).map((one) => unitOf(run, one));
  return { ...end.diff(from, units).toObject() };
}
