/**
 * What differs between two JSON values, down to the single field. Rows of lists are paired after what is the same at
 * their beginning and end, so a row put in between is one change and not many. Linear in the size of the values.
 */
import type { Json } from '@/core/items/item';
import { canonicalJson } from './serialise';

/** One difference. `before` is absent for what was added, `after` for what was removed. */
export interface ValueChange {
  path: readonly string[];
  before?: Json;
  after?: Json;
}

/** All differences below a path, in the order of the new value. */
export function diffValues(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
): ValueChange[] {
  if (before === undefined) return after === undefined ? [] : [{ path, after }];
  if (after === undefined) return [{ path, before }];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  if (isObject(before) && isObject(after)) {
    const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
    return [...Object.keys(after), ...gone].flatMap((key) =>
      diffValues(own(before, key), own(after, key), [...path, key]),
    );
  }
  return sameJson(before, after) ? [] : [{ path, before, after }];
}

/** True when both are the same value, whatever the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}

function diffLists(before: readonly Json[], after: readonly Json[], path: readonly string[]): ValueChange[] {
  const left = before.map(canonicalJson);
  const right = after.map(canonicalJson);
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const changes: ValueChange[] = [];
  for (let at = start; at < Math.max(left.length, right.length) - end; at += 1) {
    const old = at < left.length - end ? before[at] : undefined;
    const now = at < right.length - end ? after[at] : undefined;
    changes.push(...diffValues(old, now, [...path, String(at)]));
  }
  return changes;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: { [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
