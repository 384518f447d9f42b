/** Values of a foreign file as JSON that may stand in a graph: storable text, own keys, bounded depth. */
import { toStorableText } from '@/core/graph/inspect-input';
import { isPlainObject } from '@/core/items/plain-json';
import type { Json, JsonObject } from '@/core/items/item';

/** What stands deeper is left as text: a graph may nest a hundred levels in all. */
const MAX_DEPTH = 80;

/** The value as JSON; what JSON does not know becomes null. */
export function toSafeJson(value: unknown, depth = 0): Json {
  if (typeof value === 'string') return toStorableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return toStorableText(JSON.stringify(value).slice(0, 10_000));
  if (Array.isArray(value)) return value.map((entry) => toSafeJson(entry, depth + 1));
  return toSafeObject(value, depth);
}

/** The same for an object; anything else gives an empty one. */
export function toSafeObject(value: unknown, depth = 0): JsonObject {
  const safe: JsonObject = {};
  if (!isPlainObject(value)) return safe;
  for (const [key, child] of Object.entries(value)) {
    const name = toStorableText(key);
    if (name !== '__proto__') safe[name] = toSafeJson(child, depth + 1);
  }
  return safe;
}

/** Own member of an object, or undefined; never something of a prototype. */
export function own(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key]; // an own member, just checked
  }
  return at;
}

/** The objects of a list; anything else is no list. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isPlainObject) : [];
}

/** Text, or the fallback. */
export function textOf(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}
