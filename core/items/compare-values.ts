/**
 * The order of values, one rule for all nodes that sort. What is missing, and what cannot be read as the type asked
 * for, comes last in either direction.
 */
import { toNumber, toTime } from './coerce';
import type { Json } from './item';

export type OrderType = 'auto' | 'number' | 'text' | 'natural' | 'date';

/** Negative when `a` comes first, positive when `b` does, 0 when they count as the same. */
export function compareValues(
  a: Json | undefined,
  b: Json | undefined,
  order: { type: OrderType; descending?: boolean },
): number {
  const left = sortable(a, order.type);
  const right = sortable(b, order.type);
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const forward = compareSortable(left, right, order.type);
  return order.descending === true ? 0 - forward : forward;
}

const DICTIONARY = new Intl.Collator('en', { numeric: false });
const NATURAL = new Intl.Collator('en', { numeric: true });

function sortable(value: Json | undefined, type: OrderType): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'number': {
      // A text that is blank is a number nobody entered.
      if (typeof value === 'string' && value.trim() === '') return null;
      const number = toNumber(value);
      return number.ok ? number.value : null;
    }
    case 'date': {
      const time = toTime(value);
      return time.ok ? time.value : null;
    }
    case 'text':
    case 'natural':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'auto':
      return typeof value === 'object' ? JSON.stringify(value) : value;
  }
}

const RANKS: Readonly<Record<string, number>> = { number: 0, string: 1, boolean: 2 };

function compareSortable(
  a: string | number | boolean,
  b: string | number | boolean,
  type: OrderType,
): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    return (type === 'natural' ? NATURAL : DICTIONARY).compare(a, b);
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return (RANKS[typeof a] ?? 0) - (RANKS[typeof b] ?? 0);
}
