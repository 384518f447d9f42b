/** Whatever stands in a document as JSON, or undefined when it is not JSON. Trusts nothing and never throws. */
import * as Y from 'yjs';
import { MAX_DEPTH, toStorableText } from '@/core/graph/inspect-input';
import type { Json, JsonObject } from '@/core/items/item';

/** The value as JSON; undefined for bytes, nested documents, numbers that are not finite, and over-deep values. */
export function readJson(value: unknown, depth = 0): Json | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'string') return toStorableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean' || value === null) return value;
  if (value instanceof Y.Text) return toStorableText(value.toString());
  if (value instanceof Y.Array) return readList(value.toArray(), depth);
  if (value instanceof Y.Map) return readEntries(value.entries(), depth);
  if (Array.isArray(value)) return readList(value, depth);
  if (isPlain(value)) return readEntries(Object.entries(value), depth);
  return undefined;
}

/** The same for a place that must hold an object. */
export function readObject(value: unknown): JsonObject | undefined {
  const json = readJson(value);
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
}

function readList(list: readonly unknown[], depth: number): Json | undefined {
  const values: Json[] = [];
  for (const child of list) {
    const json = readJson(child, depth + 1);
    if (json === undefined) return undefined;
    values.push(json);
  }
  return values;
}

function readEntries(entries: Iterable<[string, unknown]>, depth: number): Json | undefined {
  const object: JsonObject = {};
  for (const [key, child] of entries) {
    const json = key === '__proto__' ? undefined : readJson(child, depth + 1);
    if (json === undefined) return undefined;
    object[toStorableText(key)] = json;
  }
  return object;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
