/** What spans of time can do: luxon's Duration and Interval. */
import type { Duration, Interval } from 'luxon';
import { toText } from '../coerce';
import { charge } from '../run';
import { functionTable, propertyTable, type KindTable } from '../table';
import { expectDateTime, expectDuration, singleUnit, unitOf } from './datetime';

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
    [
      'shiftTo',
      '(…units) → duration',
      'The same span in other units.',
      (d, units, run) => d.shiftTo(...units.slice(0, 9).map((unit) => unitOf(run, unit))),
    ],
    [
      'normalize',
      '() → duration',
      'With parts that carry over: 90 minutes are 1 hour and 30.',
      (d) => d.normalize(),
    ],
    ['rescale', '() → duration', 'In the units that suit it.', (d) => d.rescale()],
    ['negate', '() → duration', 'The other way round.', (d) => d.negate()],
    ['valueOf', '() → number', 'In milliseconds.', (d) => d.toMillis()],
    [
      'equals',
      '(other) → boolean',
      'Whether both are the same.',
      (d, [o], run) => d.equals(expectDuration(run, o, undefined)),
    ],
    ['toJSON', '() → text', 'As ISO 8601.', (d) => d.toISO()],
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
  properties: propertyTable<Duration>([
    ...DURATION_PARTS.map((part) => [part, 'number', `Its ${part}.`, (d: Duration) => d[part]] as const),
    ['isValid', 'boolean', 'Whether it is a span of time.', (d) => d.isValid] as const,
  ]),
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
    [
      'toDuration',
      '(unit?) → duration',
      'The time it takes.',
      (i, [u], run) => i.toDuration(unitOf(run, u ?? 'milliseconds')),
    ],
    ['isEmpty', '() → boolean', 'Whether it starts where it ends.', (i) => i.isEmpty()],
    [
      'isBefore',
      '(date) → boolean',
      'Whether it ends before a date.',
      (i, [d], run) => i.isBefore(expectDateTime(run, d)),
    ],
    [
      'isAfter',
      '(date) → boolean',
      'Whether it starts after a date.',
      (i, [d], run) => i.isAfter(expectDateTime(run, d)),
    ],
    ['toISO', '() → text', 'As ISO 8601.', (i) => i.toISO()],
    ['toString', '() → text', 'As ISO 8601.', (i) => i.toISO()],
  ]),
  properties: propertyTable<Interval>([
    ['start', 'date', 'Where it starts.', (i) => i.start],
    ['end', 'date', 'Where it ends.', (i) => i.end],
    ['isValid', 'boolean', 'Whether it is an interval.', (i) => i.isValid],
  ]),
};
