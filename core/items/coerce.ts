/**
 * Turning a value into a type a person chose: one rule for every node that offers types. Nothing is guessed: what has
 * no plain reading as that type is refused. `null` and `undefined` are "nothing" and stay nothing, as `null`.
 */
import { DateTime } from 'luxon';
import type { Json } from './item';
import { isPlainObject } from './plain-json';

export const VALUE_TYPES = ['string', 'number', 'boolean', 'array', 'object', 'any'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

export type Coerced<T> = { ok: true; value: T | null } | { ok: false };

const REFUSED = { ok: false } as const;

/** The value as `type`, or a refusal. Text is read as JSON for lists and objects. */
export function coerce(type: ValueType, value: unknown): Coerced<Json> {
  switch (type) {
    case 'string':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'boolean':
      return toBoolean(value);
    case 'array':
      return toStructure(value, Array.isArray);
    case 'object':
      return toStructure(value, isPlainObject);
    case 'any':
      // The value came out of a resolved parameter, so it is JSON already.
      return { ok: true, value: value === undefined ? null : (value as Json) };
  }
}

/** Text: numbers and booleans as written in JSON, lists and objects as JSON. */
export function toText(value: unknown): Coerced<string> {
  if (value === null || value === undefined) return { ok: true, value: null };
  if (typeof value === 'string') return { ok: true, value };
  if (typeof value === 'number' || typeof value === 'boolean') return { ok: true, value: String(value) };
  if (typeof value === 'object') return { ok: true, value: JSON.stringify(value) };
  return REFUSED;
}

/** A finite number; text may have spaces around it; yes is 1 and no is 0. */
export function toNumber(value: unknown): Coerced<number> {
  if (value === null || value === undefined) return { ok: true, value: null };
  if (typeof value === 'boolean') return { ok: true, value: value ? 1 : 0 };
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? { ok: true, value: number } : REFUSED;
}

const YES = new Set(['true', 'yes', 'on', '1']);
const NO = new Set(['false', 'no', 'off', '0']);

/** true and false, the words for them, 1 and 0. */
export function toBoolean(value: unknown): Coerced<boolean> {
  if (value === null || value === undefined) return { ok: true, value: null };
  if (typeof value === 'boolean') return { ok: true, value };
  if (typeof value !== 'string' && typeof value !== 'number') return REFUSED;
  const word = String(value).trim().toLowerCase();
  if (YES.has(word)) return { ok: true, value: true };
  return NO.has(word) ? { ok: true, value: false } : REFUSED;
}

/** Milliseconds since the epoch of an ISO date, an RFC 2822 date, or a number of milliseconds. Without zone: UTC. */
export function toTime(value: unknown): Coerced<number> {
  if (value === null || value === undefined) return { ok: true, value: null };
  if (typeof value === 'number') return Number.isFinite(value) ? { ok: true, value } : REFUSED;
  if (typeof value !== 'string') return REFUSED;
  const text = value.trim();
  const iso = DateTime.fromISO(text, { zone: 'utc' });
  const date = iso.isValid ? iso : DateTime.fromRFC2822(text, { zone: 'utc' });
  return date.isValid ? { ok: true, value: date.toMillis() } : REFUSED;
}

function toStructure(value: unknown, fits: (value: unknown) => boolean): Coerced<Json> {
  if (value === null || value === undefined) return { ok: true, value: null };
  // Either a value of a resolved parameter, which is JSON, or what JSON.parse gave.
  if (fits(value)) return { ok: true, value: value as Json };
  if (typeof value !== 'string') return REFUSED;
  try {
    const parsed: unknown = JSON.parse(value);
    return fits(parsed) ? { ok: true, value: parsed as Json } : REFUSED;
  } catch {
    return REFUSED;
  }
}
