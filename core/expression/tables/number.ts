/** What numbers and booleans can do. Formats are those of en-US unless a locale is given. */
import type { DateTime } from 'luxon';
import { plainOptions, toInteger, toText } from '../coerce';
import { Fault } from '../errors';
import type { Run } from '../run';
import { functionTable, type KindTable } from '../table';
import { fromMs, MOMENTS } from './datetime';

function localeOf(run: Run, value: unknown): string {
  return value === undefined ? 'en-US' : toText(run, value);
}

function round(value: number, places: number): number {
  if (places <= 0) {
    const unit = 10 ** Math.min(300, -places);
    return Math.round(value / unit) * unit;
  }
  const [digits = '0', exponent = '0'] = String(value).split('e');
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + Math.min(100, places)}`));
  const [back = '0', power = '0'] = String(shifted).split('e');
  return Number(`${back}e${Number(power) - Math.min(100, places)}`);
}

export const NUMBER_TABLE: KindTable = {
  functions: functionTable<number>([
    [
      'toFixed',
      '(digits?) → text',
      'With this many digits after the point.',
      (n, [d], run) => n.toFixed(toInteger(run, d, 0)),
    ],
    [
      'toPrecision',
      '(digits?) → text',
      'With this many digits in all.',
      (n, [d], run) => (d === undefined ? String(n) : n.toPrecision(toInteger(run, d, 6))),
    ],
    [
      'toExponential',
      '(digits?) → text',
      'In exponential notation.',
      (n, [d], run) => (d === undefined ? n.toExponential() : n.toExponential(toInteger(run, d, 6))),
    ],
    [
      'toString',
      '(radix?) → text',
      'As text, in base 10 unless told.',
      (n, [r], run) => n.toString(toInteger(run, r, 10)),
    ],
    [
      'toLocaleString',
      '(locale?, options?) → text',
      'As people of a place write it.',
      (n, [l, o], run) => n.toLocaleString(localeOf(run, l), plainOptions(o)),
    ],
    [
      'format',
      '(locale?, options?) → text',
      'As people of a place write it.',
      (n, [l, o], run) => n.toLocaleString(localeOf(run, l), plainOptions(o)),
    ],
    ['valueOf', '() → number', 'The number itself.', (n) => n],
    [
      'round',
      '(places?) → number',
      'Rounded to places after the point.',
      (n, [p], run) => round(n, toInteger(run, p, 0)),
    ],
    ['ceil', '() → number', 'The next whole number up.', (n) => Math.ceil(n)],
    ['floor', '() → number', 'The next whole number down.', (n) => Math.floor(n)],
    ['abs', '() → number', 'Without its sign.', (n) => Math.abs(n)],
    ['isEven', '() → boolean', 'Whether it is even.', (n) => whole(n, 'isEven') % 2 === 0],
    ['isOdd', '() → boolean', 'Whether it is odd.', (n) => Math.abs(whole(n, 'isOdd') % 2) === 1],
    ['isInteger', '() → boolean', 'Whether it is whole.', (n) => Number.isInteger(n)],
    ['isEmpty', '() → boolean', 'Never: a number is a value.', () => false],
    ['toBoolean', '() → boolean', 'False for 0.', (n) => n !== 0],
    [
      'toDateTime',
      '(format?) → date',
      'As a moment: milliseconds since 1970, or "s", "us" or "excel" (days since 1900).',
      (n, [f], run) => moment(run, n, f),
    ],
  ]),
  properties: new Map(),
};

function moment(run: Run, value: number, unit: unknown): DateTime {
  const name = unit === undefined ? 'ms' : toText(run, unit);
  const convert = MOMENTS.get(name);
  if (!convert) throw new Fault('type', 'toDateTime takes "ms", "s", "us" or "excel".');
  const date = fromMs(run, convert(value));
  if (!date.isValid) throw new Fault('type', `${value} is not a moment.`);
  return date;
}

function whole(value: number, name: string): number {
  if (Number.isInteger(value)) return value;
  throw new Fault('type', `${name}() takes whole numbers only.`);
}

/** `null` and `undefined`: empty, and nothing else. */
export const NOTHING_TABLE: KindTable = {
  functions: functionTable<unknown>([
    ['isEmpty', '() → boolean', 'Always: there is nothing.', () => true],
    ['isNotEmpty', '() → boolean', 'Never: there is nothing.', () => false],
  ]),
  properties: new Map(),
};

export const BOOLEAN_TABLE: KindTable = {
  functions: functionTable<boolean>([
    ['toString', '() → text', '"true" or "false".', (b) => String(b)],
    ['toNumber', '() → number', '1 or 0.', (b) => (b ? 1 : 0)],
    ['toInt', '() → number', '1 or 0.', (b) => (b ? 1 : 0)],
    ['isEmpty', '() → boolean', 'Never: a boolean is a value.', () => false],
    ['valueOf', '() → boolean', 'The boolean itself.', (b) => b],
  ]),
  properties: new Map(),
};
