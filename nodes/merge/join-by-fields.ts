/**
 * Joins the items of several inputs where fields match. Inputs are taken in one after another: what was joined so far is
 * the left side, the next input the right one. Order: the left side's, then what of the right side matched nothing;
 * with `restLast`, what of the left side matched nothing stands between the two.
 */
import { readField } from '@/core/items/field-path';
import type { Json } from '@/core/items/item';
import { valueKey, type KeyOptions } from '@/core/items/value-key';
import type { Part } from './combine';

export interface JoinRules extends KeyOptions {
  fields: readonly { left: string; right: string }[];
  join: 'inner' | 'left' | 'right' | 'outer' | 'unmatched';
  matches: 'all' | 'first';
  /** Items of the left side without a match come behind those with one. */
  restLast: boolean;
  /** Dots in names reach inside. */
  dots: boolean;
  /** Called with the number of rows so far; throws when there are too many. */
  onRows: (count: number) => void;
}

interface Row {
  key: string | null;
  parts: readonly Part[];
}

/** The groups of items that belong together. Each has at least one part, and its parts in the order of the inputs. */
export function joinByFields(
  inputs: readonly (readonly Part[])[],
  rules: JoinRules,
): readonly (readonly Part[])[] {
  const sides = inputs.map((parts, at) => rowsOf(parts, at === 0 ? 'left' : 'right', rules));
  if (rules.join === 'unmatched') return unmatched(sides);
  const [first = [], ...others] = sides;
  let joined: readonly Row[] = first;
  for (const right of others) joined = joinTwo(joined, right, rules);
  return joined.map((row) => row.parts);
}

function rowsOf(parts: readonly Part[], side: 'left' | 'right', rules: JoinRules): Row[] {
  return parts.map((part) => ({ key: keyOf(part, side, rules), parts: [part] }));
}

/** Null when one of the fields is missing: such an item matches nothing. */
function keyOf({ item }: Part, side: 'left' | 'right', rules: JoinRules): string | null {
  const keys: Json[] = [];
  for (const { left, right } of rules.fields) {
    const key = valueKey(
      readField(item.json, side === 'left' || right === '' ? left : right, rules.dots),
      rules,
    );
    if (key === null) return null;
    keys.push(key);
  }
  return JSON.stringify(keys);
}

function joinTwo(left: readonly Row[], right: readonly Row[], rules: JoinRules): Row[] {
  const partners = byKey(right);
  const rows: Row[] = [];
  const rest: Row[] = [];
  for (const row of left) {
    const found = row.key === null ? [] : (partners.get(row.key) ?? []);
    if (found.length === 0) {
      if (rules.join === 'left' || rules.join === 'outer') (rules.restLast ? rest : rows).push(row);
      continue;
    }
    for (const partner of rules.matches === 'first' ? found.slice(0, 1) : found) {
      rows.push({ key: row.key, parts: [...row.parts, ...partner.parts] });
    }
    rules.onRows(rows.length);
  }
  for (const row of rest) rows.push(row);
  if (rules.join === 'right' || rules.join === 'outer') {
    const keys = byKey(left);
    rows.push(...right.filter(({ key }) => key === null || !keys.has(key)));
  }
  rules.onRows(rows.length);
  return rows;
}

/** Items whose key stands in no other input. */
function unmatched(sides: readonly (readonly Row[])[]): (readonly Part[])[] {
  const holders = new Map<string, Set<number>>();
  for (const [at, side] of sides.entries()) {
    for (const key of byKey(side).keys()) holders.set(key, (holders.get(key) ?? new Set()).add(at));
  }
  return sides.flatMap((side) =>
    side.filter(({ key }) => key === null || holders.get(key)?.size === 1).map((row) => row.parts),
  );
}

function byKey(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.key === null) continue;
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  return groups;
}
