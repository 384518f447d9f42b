/**
 * Replaces texts inside a JSON value. What is not touched is shared with the original, so a value that needs no change
 * costs no copy.
 */
import type { Json } from './item';

/** Every text and every key through `change`. Returns the same reference where nothing changed. */
export function mapTexts<T extends Json>(value: T, change: (text: string) => string): T {
  // The shape is kept: a text stays a text, a list a list, an object an object.
  return mapAny(value, change) as T;
}

function mapAny(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? mapList(value, change) : mapMembers(value, change);
}

function mapList(list: Json[], change: (text: string) => string): Json[] {
  let copy: Json[] | null = null;
  for (const [index, entry] of list.entries()) {
    const mapped = mapAny(entry, change);
    if (mapped === entry) continue;
    copy ??= [...list];
    copy[index] = mapped;
  }
  return copy ?? list;
}

function mapMembers(
  members: { [key: string]: Json },
  change: (text: string) => string,
): { [key: string]: Json } {
  let changed = false;
  const entries: [string, Json][] = [];
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (member === undefined) continue;
    const mapped: [string, Json] = [change(key), mapAny(member, change)];
    changed ||= mapped[0] !== key || mapped[1] !== member;
    entries.push(mapped);
  }
  return changed ? Object.fromEntries(entries) : members;
}
