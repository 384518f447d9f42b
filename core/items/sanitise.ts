/**
 * Makes what comes from outside fit to travel through a run: nothing is refused, what cannot be kept is replaced, and
 * the run says so (flag `input.sanitised`).
 */
import type { Json } from './item';

/** NUL characters and lone surrogates cannot be kept in jsonb: they become U+FFFD. */
const BROKEN = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const ALL_BROKEN = new RegExp(BROKEN.source, 'g');
/** As the name of a member it would change what the object is, wherever somebody copies it by assignment. */
const FORBIDDEN_KEY = '__proto__';
/**
 * Broken characters get into parsed JSON through escapes alone, and the forbidden key as it is or with escapes, so most
 * bodies are settled by one scan of the text.
 */
const SUSPECT = /\\u(?:00|[dD][89a-fA-F])|__proto__/;

export interface Sanitised<T> {
  value: T;
  changed: boolean;
}

/** A parsed JSON body without characters the database refuses. `source` is the text it was parsed from. */
export function sanitiseParsed(value: Json, source: string): Sanitised<Json> {
  if (!SUSPECT.test(source)) return { value, changed: false };
  return sanitise(value);
}

export function sanitiseText(text: string): Sanitised<string> {
  if (!BROKEN.test(text)) return { value: text, changed: false };
  return { value: text.replace(ALL_BROKEN, '\uFFFD'), changed: true };
}

/** Walks a value, keys included: `__proto__` gets U+FFFD in front. Depth is bounded by the parser before. */
export function sanitise(value: Json): Sanitised<Json> {
  if (typeof value === 'string') return sanitiseText(value);
  if (value === null || typeof value !== 'object') return { value, changed: false };
  if (Array.isArray(value)) {
    const parts = value.map(sanitise);
    return { value: parts.map((part) => part.value), changed: parts.some((part) => part.changed) };
  }
  let changed = false;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
    const cleanKey = sanitiseKey(key);
    const cleanValue = sanitise(inner);
    changed ||= cleanKey.changed || cleanValue.changed;
    return [cleanKey.value, cleanValue.value];
  });
  return { value: Object.fromEntries(entries), changed };
}

function sanitiseKey(key: string): Sanitised<string> {
  return key === FORBIDDEN_KEY ? { value: `\uFFFD${key}`, changed: true } : sanitiseText(key);
}
