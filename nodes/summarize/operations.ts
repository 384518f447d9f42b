/** What one value of a group comes to. Missing values, null and empty texts are left out, unless they are to count too. */
import { toNumber, toText } from '@/core/items/coerce';
import { compareValues } from '@/core/items/compare-values';
import type { Json } from '@/core/items/item';
import { valueKey } from '@/core/items/value-key';
import { NodeFailure } from '@/core/node-kit/node-failure';

/** The number of items is known without their values. */
export type Operation =
  'count-values' | 'count-unique' | 'sum' | 'average' | 'min' | 'max' | 'concatenate' | 'append';

/** The result for the values of one field in one group. `values` holds one entry for each item. */
export function summarizeValues(
  operation: Operation,
  values: readonly (Json | undefined)[],
  how: { field: string; separator: string; includeEmpty: boolean },
): Json {
  const there = how.includeEmpty
    ? values.map((value) => value ?? null)
    : values.filter((value): value is Json => value !== undefined && value !== null && value !== '');
  switch (operation) {
    case 'count-values':
      return there.length;
    case 'count-unique':
      return new Set(there.map((value) => valueKey(value))).size;
    case 'sum':
      return total(numbersOf(there, how.field));
    case 'average': {
      const numbers = numbersOf(there, how.field);
      return numbers.length === 0 ? null : total(numbers) / numbers.length;
    }
    case 'min':
      return extreme(there, false);
    case 'max':
      return extreme(there, true);
    case 'concatenate':
      return there.map((value) => textOf(value)).join(how.separator);
    case 'append':
      return [...there];
  }
}

function numbersOf(values: readonly Json[], field: string): number[] {
  return values.map((value) => {
    const number = toNumber(value);
    if (number.ok && number.value !== null && typeof value !== 'boolean') return number.value;
    const found = (JSON.stringify(value) ?? '').slice(0, 80);
    throw NodeFailure.final(
      'summarize.not-a-number',
      `"${field}" holds ${found}, which is no number. Correct the data, filter it out before, or choose another field.`,
      { details: { field } },
    );
  });
}

/** 0.1 and 0.2 come to 0.3: a sum has no more decimal places than its most exact part. */
function total(numbers: readonly number[]): number {
  const sum = numbers.reduce((so, number) => so + number, 0);
  const places = numbers.reduce((most, number) => Math.max(most, decimalPlaces(number)), 0);
  return places <= 15 && Math.abs(sum) < 1e15 ? Number(sum.toFixed(places)) : sum;
}

function decimalPlaces(number: number): number {
  const [mantissa = '', exponent = '0'] = String(number).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

/** Numbers (also those written as text) by size when all are numbers, else by the order that sorting uses. */
function extreme(values: readonly Json[], largest: boolean): Json {
  const numbers = values.map((value) => (typeof value === 'boolean' ? null : numberOf(value)));
  const numeric = numbers.every((number) => number !== null);
  const candidates: readonly Json[] = numeric ? numbers : values;
  let best: Json | undefined;
  for (const value of candidates) {
    if (best === undefined || compareValues(value, best, { type: 'auto', descending: largest }) < 0)
      best = value;
  }
  return best ?? null;
}

function numberOf(value: Json): number | null {
  const number = toNumber(value);
  return number.ok ? number.value : null;
}

function textOf(value: Json): string {
  const text = toText(value);
  return text.ok ? (text.value ?? '') : '';
}
