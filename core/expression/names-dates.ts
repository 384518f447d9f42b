/** `$now`, `$today`, DateTime, Duration, Interval and Date. */
import { DateTime, Duration, Interval } from 'luxon';
import { isPrimitive, plainOptions, toNumber, toText } from './coerce';
import { charge, type Run } from './run';
import type { ScopeName } from './scope-name';
import { functionTable, propertyTable, type FunctionRow } from './table';
import {
  expectDateTime,
  expectDuration,
  fromMs,
  intervalOf,
  nowOf,
  parseDateText,
  withClock,
  zoneOptions,
} from './tables/datetime';
import { DateValue } from './values';

type Row = FunctionRow<undefined>;
type Reader = (text: string, options: { zone: string; locale: string }) => DateTime;

function reader(name: string, doc: string, read: Reader): Row {
  return [
    name,
    '(text, { zone }?) → date',
    doc,
    (_s, [text, options], run) => {
      charge(run, 50);
      const chosen = { ...zoneOptions(run), ...plainOptions(options) };
      return withClock(run, () => read(toText(run, text).slice(0, 500), chosen));
    },
  ];
}

function parts(run: Run, args: readonly unknown[], utc: boolean): DateTime {
  if (args.length === 0) return utc ? nowOf(run).toUTC() : nowOf(run);
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = args.map(
    (arg) => toNumber(run, arg),
  );
  const values = { year, month, day, hour, minute, second, millisecond };
  return DateTime.fromObject(values, { ...zoneOptions(run), ...(utc ? { zone: 'utc' } : {}) });
}

const DATETIME_FUNCTIONS = functionTable<undefined>([
  ['now', '() → date', 'This moment.', (_s, _a, run) => nowOf(run)],
  [
    'local',
    '(year?, month?, …) → date',
    'A date in the workflow’s zone; now without arguments.',
    (_s, args, run) => parts(run, args, false),
  ],
  [
    'utc',
    '(year?, month?, …) → date',
    'A date in UTC; now without arguments.',
    (_s, args, run) => parts(run, args, true),
  ],
  reader('fromISO', 'Reads ISO 8601.', DateTime.fromISO),
  reader('fromSQL', 'Reads dates as databases write them.', DateTime.fromSQL),
  reader('fromRFC2822', 'Reads dates as in mail.', DateTime.fromRFC2822),
  [
    'fromString',
    '(text, format, { zone }?) → date',
    'The same as fromFormat.',
    (_s, args, run) => readFormat(run, args),
  ],
  reader('fromHTTP', 'Reads dates as in HTTP headers.', DateTime.fromHTTP),
  [
    'fromFormat',
    '(text, format, { zone }?) → date',
    'Reads a date written in a format.',
    (_s, args, run) => readFormat(run, args),
  ],
  [
    'fromMillis',
    '(ms) → date',
    'From milliseconds since 1970.',
    (_s, [ms, options], run) => fromMs(run, toNumber(run, ms), options),
  ],
  [
    'fromSeconds',
    '(seconds) → date',
    'From seconds since 1970.',
    (_s, [s, options], run) => fromMs(run, toNumber(run, s) * 1000, options),
  ],
  ['fromJSDate', '(date) → date', 'From a JavaScript date.', (_s, [date], run) => expectDateTime(run, date)],
  [
    'fromObject',
    '({ year, month, … }) → date',
    'From its parts.',
    (_s, [values, options], run) =>
      withClock(run, () =>
        DateTime.fromObject(plainOptions(values), { ...zoneOptions(run), ...plainOptions(options) }),
      ),
  ],
  [
    'min',
    '(…dates) → date',
    'The earliest.',
    (_s, args, run) => DateTime.min(...args.slice(0, 1000).map((date) => expectDateTime(run, date))),
  ],
  [
    'max',
    '(…dates) → date',
    'The latest.',
    (_s, args, run) => DateTime.max(...args.slice(0, 1000).map((date) => expectDateTime(run, date))),
  ],
  [
    'isDateTime',
    '(value) → boolean',
    'Whether it is a DateTime.',
    (_s, [value]) => value instanceof DateTime,
  ],
]);

function readFormat(run: Run, [text, format, options]: readonly unknown[]): DateTime {
  charge(run, 200);
  const chosen = { ...zoneOptions(run), ...plainOptions(options) };
  return withClock(run, () =>
    DateTime.fromFormat(toText(run, text).slice(0, 500), toText(run, format).slice(0, 200), chosen),
  );
}

/** Ready-made forms for `toLocaleString(DateTime.DATE_MED)`. */
const FORMS = [
  'DATE_SHORT',
  'DATE_MED',
  'DATE_MED_WITH_WEEKDAY',
  'DATE_FULL',
  'DATE_HUGE',
  'TIME_SIMPLE',
  'TIME_WITH_SECONDS',
  'TIME_24_SIMPLE',
  'TIME_24_WITH_SECONDS',
  'DATETIME_SHORT',
  'DATETIME_SHORT_WITH_SECONDS',
  'DATETIME_MED',
  'DATETIME_MED_WITH_SECONDS',
  'DATETIME_FULL',
  'DATETIME_HUGE',
] as const;

function makeDate(args: readonly unknown[], run: Run): DateValue {
  if (args.length === 0) return new DateValue(run.env.now);
  const [first] = args;
  if (args.length > 1) {
    const [year = 1970, month = 0, day = 1, ...time] = args.map((arg) => toNumber(run, arg));
    const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = time;
    const start = DateTime.fromObject({ year, month: 1 }, zoneOptions(run));
    return new DateValue(
      start
        .plus({ months: month, days: day - 1 })
        .plus({ hours, minutes, seconds, milliseconds })
        .toMillis(),
    );
  }
  if (first instanceof DateTime || first instanceof DateValue)
    return new DateValue(expectDateTime(run, first).toMillis());
  if (typeof first === 'string') return new DateValue(parseDateText(run, first));
  return new DateValue(isPrimitive(first) ? toNumber(run, first) : Number.NaN);
}

export const DATE_NAMES: readonly ScopeName[] = [
  {
    name: '$now',
    signature: 'date',
    doc: 'This moment, in the workflow’s zone.',
    value: (run) => nowOf(run),
  },
  {
    name: '$today',
    signature: 'date',
    doc: 'The start of today, in the workflow’s zone.',
    value: (run) => nowOf(run).startOf('day'),
  },
  {
    name: 'DateTime',
    signature: 'functions',
    doc: 'Making dates.',
    members: DATETIME_FUNCTIONS,
    constants: propertyTable<undefined>(
      FORMS.map((form) => [form, 'object', 'A form for toLocaleString.', () => ({ ...DateTime[form] })]),
    ),
  },
  {
    name: 'Duration',
    signature: 'functions',
    doc: 'Making spans of time.',
    members: functionTable<undefined>([
      [
        'fromObject',
        '({ days: 3 }) → duration',
        'From its parts.',
        (_s, [values], run) => expectDuration(run, values, undefined),
      ],
      [
        'fromMillis',
        '(ms) → duration',
        'From milliseconds.',
        (_s, [ms], run) => expectDuration(run, ms, 'milliseconds'),
      ],
      [
        'fromISO',
        '(text) → duration',
        'Reads ISO 8601: P3DT2H.',
        (_s, [text], run) => Duration.fromISO(toText(run, text).slice(0, 100)),
      ],
    ]),
  },
  {
    name: 'Interval',
    signature: 'functions',
    doc: 'Making intervals.',
    members: functionTable<undefined>([
      [
        'fromDateTimes',
        '(from, to) → interval',
        'The interval between two dates.',
        (_s, [from, to], run) => intervalOf(run, from, to),
      ],
      [
        'after',
        '(from, { hours: 2 }) → interval',
        'The interval that starts at a date and takes so long.',
        (_s, [from, span], run) =>
          Interval.after(expectDateTime(run, from), expectDuration(run, span, undefined)),
      ],
      [
        'before',
        '(to, { hours: 2 }) → interval',
        'The interval that ends at a date and takes so long.',
        (_s, [to, span], run) =>
          Interval.before(expectDateTime(run, to), expectDuration(run, span, undefined)),
      ],
      [
        'fromISO',
        '(text) → interval',
        'Reads ISO 8601: 2026-03-01/2026-03-05.',
        (_s, [text], run) => Interval.fromISO(toText(run, text).slice(0, 200), zoneOptions(run)),
      ],
    ]),
  },
  {
    name: 'Date',
    signature: 'new Date(value?)',
    doc: 'A JavaScript date; now without a value.',
    construct: makeDate,
    members: functionTable<undefined>([
      ['now', '() → number', 'Milliseconds since 1970, now.', (_s, _a, run) => run.env.now],
      [
        'UTC',
        '(year, month, day?, …) → number',
        'The milliseconds of a date in UTC; months count from 0.',
        (_s, args, run) => {
          const [year = Number.NaN, month = 0, ...rest] = args.slice(0, 7).map((arg) => toNumber(run, arg));
          return Date.UTC(year, month, ...rest);
        },
      ],
      [
        'parse',
        '(text) → number',
        'The milliseconds of a date written as text.',
        (_s, [text], run) => parseDateText(run, toText(run, text)),
      ],
    ]),
  },
];
