/** What date values can do: luxon's DateTime, Duration and Interval, and JavaScript's Date. */
import { type DateTime, type Duration, type Interval } from 'luxon';
import { plainOptions, toText } from '../coerce';
import { functionTable, propertyTable, type FunctionRow, type KindTable, type PropertyRow } from '../table';
import { charge, type Run } from '../run';
import {
  expectDateTime,
  expectDuration,
  intervalOf,
  nowOf,
  plainDuration,
  singleUnit,
  unitOf,
} from './datetime';

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
  ['ts', 'number', 'Milliseconds since 1970.', (d) => d.toMillis()],
];

const format = (d: DateTime, args: readonly unknown[], run: Run): string => {
  charge(run, 50);
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
    'The time from the other date to this one, in days unless told.',
    (d, [o, u], run) => difference(run, d, o, u ?? 'days').as(unitOf(run, u ?? 'days')),
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
    'The time from now to this date, in days unless told.',
    (d, [u], run) => difference(run, d, nowOf(run), u ?? 'days').as(unitOf(run, u ?? 'days')),
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
    '(zone) → date',
    'The same moment in another zone.',
    (d, [z], run) => d.setZone(toText(run, z)),
  ],
  [
    'setLocale',
    '(locale) → date',
    'The same moment, written for another place.',
    (d, [l], run) => d.setLocale(toText(run, l)),
  ],
  ['toUTC', '() → date', 'The same moment in UTC.', (d) => d.toUTC()],
  ['toISO', '() → text', 'As ISO 8601: 2026-03-01T08:00:00.000+01:00.', (d) => d.toISO()],
  ['toISODate', '() → text', 'The date alone: 2026-03-01.', (d) => d.toISODate()],
  ['toISOTime', '() → text', 'The time alone: 08:00:00.000+01:00.', (d) => d.toISOTime()],
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
      charge(run, 50);
      return d.toLocaleString(plainOptions(o), plainOptions(l));
    },
  ],
  [
    'toRelative',
    '() → text',
    'In words from now: in 2 days.',
    (d, _a, run) => d.toRelative({ base: nowOf(run) }),
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
  ['isWeekend', '() → boolean', 'Whether it is a Saturday or Sunday.', (d) => d.weekday > 5],
  ['isDst', '() → boolean', 'Whether summer time holds.', (d) => d.isInDST],
  [
    'extract',
    '(part) → number',
    'One part: year, month, week …',
    (d, [p], run) => {
      const unit = singleUnit(run, p ?? 'week');
      return d.get(unit === ('week' as string) ? 'weekNumber' : unit);
    },
  ],
  ['toDateTime', '() → date', 'The date itself.', (d) => d],
];

export const DATETIME_TABLE: KindTable = {
  functions: functionTable(DATETIME_FUNCTIONS),
  properties: propertyTable(DATETIME_PROPERTIES),
};

const DURATION_PARTS = [
  'years',
  'quarters',
  'months',
  'weeks',
  'days',
  'hours',
  'minutes',
  'seconds',
  'milliseconds',
] as const;

export const DURATION_TABLE: KindTable = {
  functions: functionTable<Duration>([
    ['as', '(unit) → number', 'The whole of it in one unit.', (d, [u], run) => d.as(unitOf(run, u))],
    ['toMillis', '() → number', 'In milliseconds.', (d) => d.toMillis()],
    ['toISO', '() → text', 'As ISO 8601: P3DT2H.', (d) => d.toISO()],
    ['toString', '() → text', 'As ISO 8601.', (d) => d.toISO()],
    [
      'toHuman',
      '() → text',
      'In words.',
      (d, _a, run) => {
        charge(run, 100);
        return d.toHuman();
      },
    ],
    [
      'toFormat',
      '(format) → text',
      'Written in a format: hh:mm:ss.',
      (d, [f], run) => d.toFormat(toText(run, f).slice(0, 200)),
    ],
    ['toObject', '() → object', 'Its parts as an object.', (d) => ({ ...d.toObject() })],
    ['plus', '(amount, unit) → duration', 'Longer.', (d, [a, u], run) => d.plus(expectDuration(run, a, u))],
    [
      'minus',
      '(amount, unit) → duration',
      'Shorter.',
      (d, [a, u], run) => d.minus(expectDuration(run, a, u)),
    ],
  ]),
  properties: propertyTable<Duration>(
    DURATION_PARTS.map((part) => [part, 'number', `Its ${part}.`, (d) => d[part]]),
  ),
};

export const INTERVAL_TABLE: KindTable = {
  functions: functionTable<Interval>([
    [
      'length',
      '(unit?) → number',
      'How long it is.',
      (i, [u], run) => i.length(unitOf(run, u ?? 'milliseconds')),
    ],
    [
      'count',
      '(unit) → number',
      'How many days, months … it touches.',
      (i, [u], run) => i.count(singleUnit(run, u)),
    ],
    [
      'contains',
      '(date) → boolean',
      'Whether a date lies in it.',
      (i, [d], run) => i.contains(expectDateTime(run, d)),
    ],
    ['toISO', '() → text', 'As ISO 8601.', (i) => i.toISO()],
    ['toString', '() → text', 'As ISO 8601.', (i) => i.toISO()],
  ]),
  properties: propertyTable<Interval>([
    ['start', 'date', 'Where it starts.', (i) => i.start],
    ['end', 'date', 'Where it ends.', (i) => i.end],
  ]),
};
