/** When two values count as the same: exactly, or with small differences forgiven. */
import { isSameJson } from '@/core/items/condition-operators';
import type { Json } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';

/**
 * Members of objects in any order. With `loose`, "3" is 3, "true" is true, and null, empty text and nothing are the
 * same, at any depth.
 */
export function isSameValue(a: Json | undefined, b: Json | undefined, loose: boolean): boolean {
  if (!loose) return isSameJson(a, b);
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((entry, index) => isSameValue(entry, b[index], true));
  }
  if (isPlainObject(a) || isPlainObject(b)) {
    if (!isPlainObject(a) || !isPlainObject(b)) return false;
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => isSameValue(own(a, name), own(b, name), true));
  }
  return String(a).trim() === String(b).trim();
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function own(object: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
