/**
 * Conversions between values, done by us: no `toString`, `valueOf` or `toPrimitive` of any object is ever called.
 * JavaScript's results are kept.
 */
import { DateTime, Duration } from 'luxon';
import { Fault } from './errors';
import { charge, chargeText, LIMITS, type Run } from './run';
import { DateValue, isPlainObject, kindOf, Lambda, Pattern, type PlainObject } from './values';

export type Primitive = string | number | boolean | null | undefined;

const KIND_NAMES: Record<string, string> = { function: 'a function', undefined: 'undefined', null: 'null' };

/** "a text", "a list": how a kind is called in messages. */
export function describeKind(value: unknown): string {
  const kind = kindOf(value);
  return KIND_NAMES[kind] ?? `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

export function isPrimitive(value: unknown): value is Primitive {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

/** What an operator works on. `hint` is JavaScript's. */
export function toPrimitive(run: Run, value: unknown, hint: 'number' | 'text' | 'default'): Primitive {
  if (isPrimitive(value)) return value;
  if (value instanceof DateTime)
    return hint === 'text' ? (value.toISO() ?? 'Invalid DateTime') : value.toMillis();
  if (value instanceof DateValue) return hint === 'number' ? value.ms : dateText(run, value.ms);
  if (value instanceof Duration) return hint === 'text' ? (value.toISO() ?? '') : value.toMillis();
  return objectText(run, value, 0);
}

/** Any value as text, as a template literal or `String()` gives it. */
export function toText(run: Run, value: unknown): string {
  if (typeof value === 'string') return value;
  return String(toPrimitive(run, value, 'text'));
}

/** Any value as a number; NaN when it is none. */
export function toNumber(run: Run, value: unknown): number {
  if (typeof value === 'number') return value;
  return Number(toPrimitive(run, value, 'number'));
}

/** A whole number from an optional argument. */
export function toInteger(run: Run, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = toNumber(run, value);
  return Number.isNaN(number) ? 0 : Math.trunc(number);
}

export function isoOf(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : 'Invalid Date';
}

/** A date as JavaScript writes it, in the workflow's zone: `Sun Mar 01 2026 09:00:00 GMT+0100 (…)`. */
export function dateText(run: Run, ms: number): string {
  if (!(Math.abs(ms) <= 8.64e15)) return 'Invalid Date';
  // The long name of the zone takes the host about a tenth of a millisecond.
  charge(run, 3000);
  const date = DateTime.fromMillis(ms, { zone: run.env.timezone, locale: 'en-US' });
  return date.toFormat("ccc LLL dd yyyy HH:mm:ss 'GMT'ZZZ '('ZZZZZ')'");
}

function objectText(run: Run, value: unknown, depth: number): string {
  if (depth > LIMITS.resultDepth) throw new Fault('budget', 'This value is nested too deeply.');
  if (Array.isArray(value)) return joinList(run, value, ',', depth);
  if (value instanceof Lambda) {
    throw new Fault(
      'not-allowed',
      'A function cannot be used as a value. Call it, or hand it to a method such as map.',
    );
  }
  if (value instanceof URL) return value.href;
  if (value instanceof URLSearchParams) return value.toString();
  if (value instanceof Pattern) return `/${value.source}/${value.flags}`;
  return '[object Object]';
}

/** `list.join(separator)`; nested lists are joined with commas. */
export function joinList(run: Run, list: readonly unknown[], separator: string, depth = 0): string {
  charge(run, 1 + list.length);
  let text = '';
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (index > 0) text += separator;
    if (value === null || value === undefined) continue;
    text += isPrimitive(value) ? String(value) : memberText(run, value, depth);
    if (text.length > LIMITS.textLength) chargeText(run, text.length);
  }
  chargeText(run, text.length);
  return text;
}

function memberText(run: Run, value: object, depth: number): string {
  const kind = kindOf(value);
  return kind === 'array' || kind === 'function' ? objectText(run, value, depth + 1) : toText(run, value);
}

/** A property key. Objects are refused before anything could be called on them. */
export function toKey(key: unknown): string | number {
  if (typeof key === 'string' || typeof key === 'number') return key;
  throw new Fault('type', `A property name must be a text or a number, not ${describeKind(key)}.`);
}

/** `a == b` without calling anything. */
export function looseEquals(run: Run, a: unknown, b: unknown): boolean {
  // eslint-disable-next-line eqeqeq -- this is what implements ==
  if (isPrimitive(a) && isPrimitive(b)) return a == b;
  if (!isPrimitive(a) && !isPrimitive(b)) return a === b;
  if (a === null || a === undefined || b === null || b === undefined) return false;
  // eslint-disable-next-line eqeqeq -- this is what implements ==
  return toPrimitive(run, a, 'default') == toPrimitive(run, b, 'default');
}

export function expectList(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Fault('type', `${what} must be an array, not ${describeKind(value)}.`);
}

export function expectObject(value: unknown, what: string): PlainObject {
  if (isPlainObject(value)) return value;
  throw new Fault('type', `${what} must be an object, not ${describeKind(value)}.`);
}

export function expectCallback(value: unknown, method: string): Lambda {
  if (value instanceof Lambda) return value;
  throw new Fault('type', `${method} needs a function such as x => x.name, not ${describeKind(value)}.`);
}

/** Options for Intl and luxon: own primitive values only, on an object without prototype. */
export function plainOptions(value: unknown): Record<string, never> {
  const options: Record<string, unknown> = Object.create(null);
  if (isPlainObject(value)) {
    for (const key of Object.keys(value).slice(0, 40)) {
      const option = value[key];
      if (isPrimitive(option) && option !== undefined && option !== null) options[key] = option;
    }
  }
  // Intl and luxon check names and values themselves and throw on a wrong one.
  return options as Record<string, never>;
}

/** Everything that can be spread or turned into a list: arrays, sets, maps and texts. */
export function toList(run: Run, value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) {
    charge(run, 1 + value.length / 2);
    return value;
  }
  if (value instanceof Set || value instanceof Map || typeof value === 'string') {
    charge(run, 1 + (typeof value === 'string' ? value.length : value.size));
    return Array.from<unknown>(value);
  }
  throw new Fault('type', `${what} must be an array, not ${describeKind(value)}.`);
}
