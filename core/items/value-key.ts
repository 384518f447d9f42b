/**
 * Values as keys: two values that count as the same give the same text. Members of objects in any order; what is
 * missing has no key.
 */
import type { Json } from './item';

export interface KeyOptions {
  ignoreCase?: boolean;
  /** The number 12 and the text "12" are the same. */
  looseTypes?: boolean;
}

/** The key of a value; null for `null` and for what is not there. */
export function valueKey(value: Json | undefined, options: KeyOptions = {}): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return JSON.stringify(canonical(value, options));
  const text = fold(String(value), options);
  return options.looseTypes === true ? text : `${typeof value}:${text}`;
}

/** Like valueKey for several values at once, in their order; `null` members are kept apart from texts. */
export function valuesKey(values: readonly (Json | undefined)[], options: KeyOptions = {}): string {
  return JSON.stringify(values.map((value) => valueKey(value, options)));
}

function canonical(value: Json, options: KeyOptions): Json {
  if (typeof value === 'string') return fold(value, options);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => canonical(entry, options));
  const names = Object.keys(value).sort();
  // Pairs, so that no member's name can stand for an entry of a list.
  return { members: names.map((name): Json => [name, canonical(value[name] ?? null, options)]) };
}

function fold(text: string, options: KeyOptions): string {
  return options.ignoreCase === true ? text.toLowerCase() : text;
}
