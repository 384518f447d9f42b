/** Intl: numbers and dates as people of a place write them. */
import { expectDateTime } from './datetime';
import { plainOptions, toNumber, toText } from '../coerce';
import { charge, type Run } from '../run';
import { functionTable, type KindTable } from '../table';
import { Formatter } from '../values';

export const FORMATTER_TABLE: KindTable = {
  functions: functionTable<Formatter>([
    [
      'format',
      '(value) → text',
      'The value as people of the place write it.',
      (f, [value], run) => {
        charge(run, 50);
        return f.format(value);
      },
    ],
  ]),
  properties: new Map(),
};

/** Making a formatter costs the host some microseconds. */
const COST = 1500;

function localeOf(run: Run, locale: unknown): string {
  return locale === undefined ? 'en-US' : toText(run, locale).slice(0, 50);
}

export const INTL_FUNCTIONS = functionTable<undefined>([
  [
    'NumberFormat',
    '(locale?, options?) → formatter',
    'Numbers as people of a place write them: new Intl.NumberFormat("de-DE").format(1234.5).',
    (_s, [locale, options], run) => {
      charge(run, COST);
      const format = new Intl.NumberFormat(localeOf(run, locale), plainOptions(options));
      return new Formatter((value) => format.format(toNumber(run, value)));
    },
  ],
  [
    'DateTimeFormat',
    '(locale?, options?) → formatter',
    'Dates as people of a place write them, in the workflow’s zone.',
    (_s, [locale, options], run) => {
      charge(run, COST);
      const chosen = { timeZone: run.env.timezone, ...plainOptions(options) };
      const format = new Intl.DateTimeFormat(localeOf(run, locale), chosen);
      return new Formatter((value) =>
        format.format(value === undefined ? run.env.now : expectDateTime(run, value).toMillis()),
      );
    },
  ],
]);
