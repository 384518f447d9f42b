/** What JavaScript's Date can do. Its parts are read in the workflow's zone, its texts are ISO or en-US. */
import type { DateTime } from 'luxon';
import { dateText, isoOf, plainOptions, toInteger, toNumber, toText } from '../coerce';
import { charge, type Run } from '../run';
import { functionTable, type FunctionRow, type KindTable } from '../table';
import type { DateValue } from '../values';
import { DATETIME_FUNCTIONS } from './dates';
import { fromMs } from './datetime';

const JS_PARTS: readonly (readonly [string, (d: DateTime) => number])[] = [
  ['FullYear', (d) => d.year],
  ['Month', (d) => d.month - 1],
  ['Date', (d) => d.day],
  ['Day', (d) => d.weekday % 7],
  ['Hours', (d) => d.hour],
  ['Minutes', (d) => d.minute],
  ['Seconds', (d) => d.second],
  ['Milliseconds', (d) => d.millisecond],
];

/** JavaScript's dates do what luxon's do as well, so `new Date().plus(…)` works. */
function asDateTime(rows: readonly FunctionRow<DateTime>[]): FunctionRow<DateValue>[] {
  return rows.map(([name, signature, doc, call]) => [
    name,
    signature,
    doc,
    (d, args, run) => call(fromMs(run, d.ms), args, run),
  ]);
}

export const DATE_TABLE: KindTable = {
  functions: functionTable<DateValue>(
    asDateTime(DATETIME_FUNCTIONS),
    JS_PARTS.map(([part, get]) => [
      `get${part}`,
      '() → number',
      `Its ${part}, in the workflow’s zone.`,
      (d, _a, run) => get(fromMs(run, d.ms)),
    ]),
    JS_PARTS.map(([part, get]) => [
      `getUTC${part}`,
      '() → number',
      `Its ${part}, in UTC.`,
      (d, _a, run) => get(fromMs(run, d.ms).toUTC()),
    ]),
    [
      ['getTime', '() → number', 'Milliseconds since 1970.', (d) => d.ms],
      ['valueOf', '() → number', 'Milliseconds since 1970.', (d) => d.ms],
      [
        'getTimezoneOffset',
        '() → number',
        'Minutes from the workflow’s zone to UTC.',
        (d, _a, run) => -fromMs(run, d.ms).offset,
      ],
      ['toISOString', '() → text', 'As ISO 8601 in UTC.', (d) => isoOf(d.ms)],
      ['toJSON', '() → text', 'As ISO 8601 in UTC.', (d) => (Number.isFinite(d.ms) ? isoOf(d.ms) : null)],
      [
        'toString',
        '() → text',
        'As JavaScript writes it: Sun Mar 01 2026 09:00:00 GMT+0100 (…).',
        (d, _a, run) => dateText(run, d.ms),
      ],
      ['toUTCString', '() → text', 'As in HTTP headers.', (d, _a, run) => fromMs(run, d.ms).toHTTP()],
      [
        'toDateString',
        '() → text',
        'The day: Sun Mar 01 2026.',
        (d, _a, run) => fromMs(run, d.ms).toFormat('ccc LLL dd yyyy'),
      ],
      [
        'toLocaleDateString',
        '(locale?, options?) → text',
        'The day as people of a place write it.',
        (d, [l, o], run) => local(run, d, l, o, 'date'),
      ],
      [
        'toLocaleTimeString',
        '(locale?, options?) → text',
        'The time as people of a place write it.',
        (d, [l, o], run) => local(run, d, l, o, 'time'),
      ],
      [
        'toLocaleString',
        '(locale?, options?) → text',
        'As people of a place write it.',
        (d, [l, o], run) => local(run, d, l, o, 'both'),
      ],
      ['toDateTime', '() → date', 'As a DateTime.', (d, _a, run) => fromMs(run, d.ms)],
      [
        'setDate',
        '(day) → number',
        'The milliseconds of the same time on another day of its month.',
        (d, [n], run) =>
          fromMs(run, d.ms)
            .plus({ days: toInteger(run, n, 1) - fromMs(run, d.ms).day })
            .toMillis(),
      ],
      ['setTime', '(ms) → number', 'These milliseconds.', (_d, [n], run) => toNumber(run, n)],
    ],
  ),
  properties: new Map(),
};

function local(
  run: Run,
  date: DateValue,
  locale: unknown,
  options: unknown,
  what: 'date' | 'time' | 'both',
): string {
  charge(run, 100);
  const chosen = { timeZone: run.env.timezone, ...plainOptions(options) };
  const name = locale === undefined ? 'en-US' : toText(run, locale);
  const value = new Date(date.ms);
  if (what === 'date') return value.toLocaleDateString(name, chosen);
  return what === 'time' ? value.toLocaleTimeString(name, chosen) : value.toLocaleString(name, chosen);
}
