/** What date values can do: luxon's DateTime, Duration and Interval, and JavaScript's Date. */
import type { DateTime, Duration } from 'luxon';
import { plainOptions, toInteger, toNumber, toText } from '../coerce';
import { Fault } from '../errors';
import { functionTable, propertyTable, type FunctionRow, type KindTable, type PropertyRow } from '../table';
import { charge, type Run } from '../run';
import {
  expectDateTime,
  expectDuration,
  intervalOf,
  nowOf,
  plainDuration,
  singleUnit,
  spanBetween,
  unitOf,
} from './datetime';
import { DateValue } from '../values';

/** Steps for writing a date: the host's own formatting is slow. */
const FORMATTING = 400;

const PARTS = [
  'year',
  'quarter',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
  'weekday',
  'weekNumber',
  'weekYear',
  'ordinal',
  'offset',
  'daysInMonth',
  'daysInYear',
] as const;
const NAMES = [
  'monthLong',
  'monthShort',
  'weekdayLong',
  'weekdayShort',
  'zoneName',
  'offsetNameShort',
  'offsetNameLong',
  'locale',
] as const;
const FLAGS = ['isValid', 'isInLeapYear', 'isInDST'] as const;

const DATETIME_PROPERTIES: readonly PropertyRow<DateTime>[] = [
  ...PARTS.map((part) => [part, 'number', `The ${part} of the date.`, (d: DateTime) => d[part]] as const),
  ...NAMES.map((part) => [part, 'text', `The ${part} of the date.`, (d: DateTime) => d[part]] as const),
  ...FLAGS.map((part) => [part, 'boolean', `The ${part} of the date.`, (d: DateTime) => d[part]] as const),
  ['weeksInWeekYear', 'number', 'How many weeks its year has.', (d) => d.weeksInWeekYear],
  ['ts', 'number', 'Milliseconds since 1970.', (d) => d.toMillis()],
  ['c', 'object', 'Its parts as an object.', (d) => ({ ...d.toObject() })],
  ['zone', 'object', 'Its time zone: name, type.', (d) => ({ name: d.zoneName, type: d.zone.type })],
  ['invalidReason', 'text', 'Why it is no date; null where it is one.', (d) => d.invalidReason],
];

const format = (d: DateTime, args: readonly unknown[], run: Run): string => {
  charge(run, FORMATTING);
  return d.toFormat(
    toText(run, args[0] ?? 'yyyy-MM-dd').slice(0, 500),
    args[1] === undefined ? {} : { locale: toText(run, args[1]) },
  );
};

function difference(run: Run, a: DateTime, b: unknown, unit: unknown): Duration {
  const units = Array.isArray(unit)
    ? unit.slice(0, 9).map((one) => unitOf(run, one))
    : unitOf(run, unit ?? 'milliseconds');
  return a.diff(expectDateTime(run, b), units);
}

function partOf(d: DateTime, part: string): unknown {
  const known = PARTS.find((name) => name === part || `${name}s` === part);
  if (known === undefined) throw new Fault('type', `A date has no part called "${part.slice(0, 30)}".`);
  return d[known];
}

export const DATETIME_FUNCTIONS: readonly FunctionRow<DateTime>[] = [
  ['format', '(format, locale?) → text', 'Written in a format: yyyy-MM-dd, HH:mm, cccc …', format],
  ['toFormat', '(format, locale?) → text', 'Written in a format: yyyy-MM-dd, HH:mm, cccc …', format],
  [
    'plus',
    '(amount, unit) → date',
    'Later: plus(3, "days") or plus({ days: 3 }).',
    (d, [a, u], run) => d.plus(expectDuration(run, a, u)),
  ],
  [
    'minus',
    '(amount, unit) → date',
    'Earlier: minus(3, "days") or minus({ days: 3 }).',
    (d, [a, u], run) => d.minus(expectDuration(run, a, u)),
  ],
  [
    'diff',
    '(other, unit?) → duration',
    'The time from the other date to this one.',
    (d, [o, u], run) => difference(run, d, o, u),
  ],
  [
    'diffTo',
    '(other, unit?) → number',
    'How far the other date lies ahead, in days unless told; an object for several units.',
    (d, [o, u], run) => spanBetween(run, d, o, u),
  ],
  [
    'diffNow',
    '(unit?) → duration',
    'The time from now to this date.',
    (d, [u], run) => difference(run, d, nowOf(run), u),
  ],
  [
    'diffToNow',
    '(unit?) → number',
    'How far now lies behind it, in days unless told; an object for several units.',
    (d, [u], run) => spanBetween(run, d, nowOf(run), u),
  ],
  [
    'until',
    '(other) → interval',
    'The interval from this date to another.',
    (d, [o], run) => intervalOf(run, d, o),
  ],
  [
    'startOf',
    '(unit) → date',
    'The start of its day, month …',
    (d, [u], run) => d.startOf(singleUnit(run, u ?? 'day')),
  ],
  [
    'beginningOf',
    '(unit?) → date',
    'The start of its week, day, month …',
    (d, [u], run) => d.startOf(singleUnit(run, u ?? 'week')),
  ],
  [
    'endOf',
    '(unit) → date',
    'The end of its day, month …',
    (d, [u], run) => d.endOf(singleUnit(run, u ?? 'day')),
  ],
  ['endOfMonth', '() → date', 'The end of its month.', (d) => d.endOf('month')],
  [
    'set',
    '({ hour: 8 }) → date',
    'A copy with parts replaced.',
    (d, [v], run) =>
      d.set(Object.fromEntries(Object.entries(plainDuration(run, v)).map(([k, n]) => [k.slice(0, -1), n]))),
  ],
  [
    'setZone',
    '(zone, { keepLocalTime }?) → date',
    'The same moment in another zone.',
    (d, [z, o], run) => d.setZone(toText(run, z), plainOptions(o)),
  ],
  [
    'setLocale',
    '(locale) → date',
    'The same moment, written for another place.',
    (d, [l], run) => d.setLocale(toText(run, l)),
  ],
  [
    'toUTC',
    '(minutes?) → date',
    'The same moment in UTC, or so many minutes east of it.',
    (d, [m], run) => d.toUTC(toInteger(run, m, 0)),
  ],
  [
    'toLocal',
    '() → date',
    'The same moment in the workflow’s zone.',
    (d, _a, run) => d.setZone(run.env.timezone),
  ],
  [
    'toISO',
    '(options?) → text',
    'As ISO 8601: 2026-03-01T08:00:00.000+01:00.',
    (d, [o]) => d.toISO(plainOptions(o)),
  ],
  ['toISODate', '(options?) → text', 'The date alone: 2026-03-01.', (d, [o]) => d.toISODate(plainOptions(o))],
  [
    'toISOTime',
    '(options?) → text',
    'The time alone: 08:00:00.000+01:00.',
    (d, [o]) => d.toISOTime(plainOptions(o)),
  ],
  ['toISOWeekDate', '() → text', 'Year, week and weekday: 2026-W09-7.', (d) => d.toISOWeekDate()],
  ['toJSDate', '() → date', 'As a JavaScript date.', (d) => new DateValue(d.toMillis())],
  ['toSQLTime', '() → text', 'The time as databases write it.', (d) => d.toSQLTime()],
  ['toJSON', '() → text', 'As ISO 8601.', (d) => d.toJSON()],
  ['toString', '() → text', 'As ISO 8601.', (d) => d.toISO() ?? 'Invalid DateTime'],
  ['toSQL', '() → text', 'As databases write it.', (d) => d.toSQL()],
  ['toSQLDate', '() → text', 'The date as databases write it.', (d) => d.toSQLDate()],
  ['toRFC2822', '() → text', 'As in mail.', (d) => d.toRFC2822()],
  ['toHTTP', '() → text', 'As in HTTP headers.', (d) => d.toHTTP()],
  ['toMillis', '() → number', 'Milliseconds since 1970.', (d) => d.toMillis()],
  ['valueOf', '() → number', 'Milliseconds since 1970.', (d) => d.toMillis()],
  ['toSeconds', '() → number', 'Seconds since 1970.', (d) => d.toSeconds()],
  ['toUnixInteger', '() → number', 'Whole seconds since 1970.', (d) => d.toUnixInteger()],
  ['toObject', '() → object', 'Its parts as an object.', (d) => ({ ...d.toObject() })],
  [
    'toLocaleString',
    '(options?, { locale }?) → text',
    'As people of a place write it.',
    (d, [o, l], run) => {
      charge(run, FORMATTING);
      return d.toLocaleString(plainOptions(o), plainOptions(l));
    },
  ],
  [
    'toRelative',
    '(options?) → text',
    'In words from now: in 2 days.',
    (d, [o], run) => {
      charge(run, FORMATTING);
      return d.toRelative({ base: nowOf(run), ...plainOptions(o) });
    },
  ],
  [
    'toRelativeCalendar',
    '(options?) → text',
    'In words of the calendar: tomorrow.',
    (d, [o], run) => {
      charge(run, FORMATTING);
      return d.toRelativeCalendar({ base: nowOf(run), ...plainOptions(o) });
    },
  ],
  [
    'hasSame',
    '(other, unit) → boolean',
    'Whether both are in the same day, month …',
    (d, [o, u], run) => d.hasSame(expectDateTime(run, o), singleUnit(run, u)),
  ],
  [
    'isBetween',
    '(from, to) → boolean',
    'Whether it lies between two dates.',
    (d, [a, b], run) => d > expectDateTime(run, a) && d < expectDateTime(run, b),
  ],
  [
    'equals',
    '(other) → boolean',
    'Whether both are the same moment and zone.',
    (d, [o], run) => d.equals(expectDateTime(run, o)),
  ],
  [
    'isInLast',
    '(count?, unit?) → boolean',
    'Whether it lies between so many units ago and now; minutes unless told.',
    (d, [n, u], run) => {
      const now = nowOf(run);
      return d >= now.minus({ [unitOf(run, u ?? 'minutes')]: toNumber(run, n ?? 0) }) && d <= now;
    },
  ],
  ['get', '(part) → number', 'One part: year, month, weekday …', (d, [p], run) => partOf(d, toText(run, p))],
  ['isWeekend', '() → boolean', 'Whether it is a Saturday or Sunday.', (d) => d.weekday > 5],
  ['isDst', '() → boolean', 'Whether summer time holds.', (d) => d.isInDST],
  [
    'extract',
    '(part) → number',
    'One part: year, month, week …',
    (d, [p], run) => {
      const unit = singleUnit(run, p === 'weekNumber' ? 'week' : (p ?? 'week'));
      return d.get(unit === ('week' as string) ? 'weekNumber' : unit);
    },
  ],
  ['toDateTime', '() → date', 'The date itself.', (d) => d],
];

export const DATETIME_TABLE: KindTable = {
  functions: functionTable(DATETIME_FUNCTIONS),
  properties: propertyTable(DATETIME_PROPERTIES),
};
