/**
 * JSON into Yjs with as little change as possible, so that what two people do at the same time both survives: objects
 * are written key by key, lists by their changed middle, shared text by its changed middle.
 */
import * as Y from 'yjs';
import type { Json } from '@/core/items/item';
import { readJson } from './read-json';
import type { YMap } from './layout';

/** JSON as a fresh Yjs value. Texts of several lines become shared text. */
export function toShared(value: Json): unknown {
  if (typeof value === 'string') return value.includes('\n') ? new Y.Text(value) : value;
  if (Array.isArray(value)) {
    const list = new Y.Array<unknown>();
    list.insert(0, value.map(toShared));
    return list;
  }
  if (typeof value === 'object' && value !== null) {
    const map: YMap = new Y.Map();
    for (const [key, child] of Object.entries(value)) map.set(key, toShared(child));
    return map;
  }
  return value;
}

/** Makes the entry equal to `value`; undefined removes it. Writes nothing when it is so already. */
export function writeKey(map: YMap, key: string, value: Json | undefined): void {
  if (value === undefined) {
    if (map.has(key)) map.delete(key);
    return;
  }
  const current = map.get(key);
  if (!mergeInto(current, value)) map.set(key, toShared(value));
}

/** Makes the entry equal to a plain value that is written whole (positions, edges, pinned items). */
export function writePlain(map: YMap, key: string, value: Json | undefined): void {
  if (value === undefined) {
    if (map.has(key)) map.delete(key);
  } else if (!sameJson(readJson(map.get(key)), value)) map.set(key, value);
}

/** Makes a list element equal to `value`. */
export function writeIndex(list: Y.Array<unknown>, index: number, value: Json | undefined): void {
  if (index < list.length && value !== undefined && mergeInto(list.get(index), value)) return;
  if (index < list.length) list.delete(index);
  if (value !== undefined) list.insert(Math.min(index, list.length), [toShared(value)]);
}

/** Replaces the part of a shared text that differs. Never cuts a surrogate pair in two. */
export function writeText(text: Y.Text, next: string): void {
  const current = text.toString();
  if (current === next) return;
  const shorter = Math.min(current.length, next.length);
  let start = 0;
  while (start < shorter && current.charCodeAt(start) === next.charCodeAt(start)) start += 1;
  if (start > 0 && isHighSurrogate(current.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (
    end < shorter - start &&
    current.charCodeAt(current.length - 1 - end) === next.charCodeAt(next.length - 1 - end)
  ) {
    end += 1;
  }
  if (end > 0 && isLowSurrogate(current.charCodeAt(current.length - end))) end -= 1;
  if (current.length - end > start) text.delete(start, current.length - end - start);
  if (next.length - end > start) text.insert(start, next.slice(start, next.length - end));
}

/** True when `value` could be written into what is there; false when the place needs a new value. */
function mergeInto(current: unknown, value: Json): boolean {
  if (current instanceof Y.Text) {
    if (typeof value !== 'string') return false;
    writeText(current, value);
    return true;
  }
  if (current instanceof Y.Array) {
    if (!Array.isArray(value)) return false;
    writeList(current as Y.Array<unknown>, value);
    return true;
  }
  if (current instanceof Y.Map) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const key of [...current.keys()]) if (!Object.hasOwn(value, key)) current.delete(key);
    for (const [key, child] of Object.entries(value)) writeKey(current as YMap, key, child);
    return true;
  }
  const becomesShared =
    typeof value === 'object' ? value !== null : typeof value === 'string' && value.includes('\n');
  return !becomesShared && current === value;
}

function writeList(list: Y.Array<unknown>, next: readonly Json[]): void {
  const current = list.toArray();
  const same = (at: number, to: number) => sameJson(readJson(current[at]), next[to]);
  const shorter = Math.min(current.length, next.length);
  let start = 0;
  while (start < shorter && same(start, start)) start += 1;
  let end = 0;
  while (end < shorter - start && same(current.length - 1 - end, next.length - 1 - end)) end += 1;
  const middle = next.slice(start, next.length - end);
  if (current.length === next.length) {
    middle.forEach((value, offset) => writeIndex(list, start + offset, value));
    return;
  }
  const gone = current.length - end - start;
  if (gone > 0) list.delete(start, gone);
  if (middle.length > 0) list.insert(start, middle.map(toShared));
}

/** Equality of JSON values; undefined equals nothing. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((value, index) => sameJson(value, b[index]));
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
