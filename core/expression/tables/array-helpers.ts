/** Helpers for arrays beyond JavaScript's own. */
import { expectList, isPrimitive, toInteger, toNumber, toText } from '../coerce';
import { Fault } from '../errors';
import { readMember } from '../own-data';
import { charge, chargeList, randomNumber, type Run } from '../run';
import type { FunctionRow } from '../table';
import { isPlainObject, Lambda, setOwn, type PlainObject } from '../values';
import { canonicalJson, writeJson } from './json';

type List = readonly unknown[];

export const ARRAY_HELPER_ROWS: readonly FunctionRow<List>[] = [
  [
    'first',
    '(count?) → any',
    'The first entry, or the first few.',
    (l, [n], run) => (n === undefined ? l[0] : l.slice(0, Math.max(0, toInteger(run, n, 1)))),
  ],
  [
    'last',
    '(count?) → any',
    'The last entry, or the last few.',
    (l, [n], run) => (n === undefined ? l.at(-1) : l.slice(Math.max(0, l.length - toInteger(run, n, 1)))),
  ],
  ['isEmpty', '() → boolean', 'Whether it has no entries.', (l) => l.length === 0],
  ['isNotEmpty', '() → boolean', 'Whether it has entries.', (l) => l.length > 0],
  [
    'append',
    '(…values) → array',
    'A copy with values added at its end.',
    (l, args, run) => {
      chargeList(run, l.length + args.length);
      return [...l, ...args];
    },
  ],
  [
    'unique',
    '(…fields) → array',
    'Without repeated entries, compared by value (or by these fields).',
    (l, f, run) => unique(run, l, f),
  ],
  [
    'removeDuplicates',
    '(…fields) → array',
    'Without repeated entries, compared by value (or by these fields).',
    (l, f, run) => unique(run, l, f),
  ],
  [
    'randomItem',
    '() → any',
    'One of its entries, by chance.',
    (l, _a, run) => l[Math.floor(randomNumber(run) * l.length)],
  ],
  [
    'pluck',
    '(…fields) → array',
    'One field of each object, or objects with these fields only.',
    (l, f, run) => pluck(run, l, f),
  ],
  ['chunk', '(size) → array', 'Cut into arrays of this size.', (l, [n], run) => chunk(run, l, n)],
  [
    'compact',
    '() → array',
    'Without null, undefined and "".',
    (l) => l.filter((v) => v !== null && v !== undefined && v !== ''),
  ],
  [
    'sum',
    '() → number',
    'The sum of its numbers.',
    (l, _a, run) => numbers(run, l).reduce((a, b) => a + b, 0),
  ],
  [
    'average',
    '() → number',
    'The mean of its numbers.',
    (l, _a, run) => (l.length === 0 ? 0 : numbers(run, l).reduce((a, b) => a + b, 0) / l.length),
  ],
  [
    'min',
    '() → number',
    'The smallest of its numbers.',
    (l, _a, run) => numbers(run, l).reduce((a, b) => Math.min(a, b), Infinity),
  ],
  [
    'max',
    '() → number',
    'The largest of its numbers.',
    (l, _a, run) => numbers(run, l).reduce((a, b) => Math.max(a, b), -Infinity),
  ],
  [
    'union',
    '(array) → array',
    'The entries of both, none twice.',
    (l, [o], run) => unique(run, [...l, ...expectList(o, 'union')], []),
  ],
  [
    'intersection',
    '(array) → array',
    'The entries that both have.',
    (l, [o], run) => {
      const keys = keysOf(run, expectList(o, 'intersection'));
      return unique(
        run,
        l.filter((v) => keys.has(canonicalJson(run, v))),
        [],
      );
    },
  ],
  [
    'difference',
    '(array) → array',
    'The entries that the other has not.',
    (l, [o], run) => {
      const keys = keysOf(run, expectList(o, 'difference'));
      return l.filter((v) => !keys.has(canonicalJson(run, v)));
    },
  ],
  [
    'merge',
    '(array?) → object',
    'Its objects as one object, the first value of a key kept; with an array, paired by position.',
    (l, [o], run) => merge(run, l, o),
  ],
  [
    'smartJoin',
    '(keyField, valueField) → object',
    'An object made of one field as names and one as values.',
    (l, [k, v], run) => joinFields(run, l, [k, v]),
  ],
  [
    'renameKeys',
    '(from, to, …) → array',
    'Its objects with keys renamed.',
    (l, args, run) => l.map((v) => renameKeys(run, v, args)),
  ],
  [
    'groupBy',
    '(field or x => key) → object',
    'Arrays of entries by the value of a field.',
    (l, [f], run) => groupBy(run, l, f),
  ],
  ['sortBy', '(field) → array', 'A copy sorted by the value of a field.', (l, [f], run) => sortBy(run, l, f)],
  ['toJsonString', '() → text', 'Written as JSON.', (l, _a, run) => writeJson(run, l)],
];

/** What an entry is by a field name or function. */
function pick(run: Run, entry: unknown, by: unknown): unknown {
  if (by instanceof Lambda) return by.call(entry);
  return readMember(entry, toText(run, by));
}

function unique(run: Run, list: List, given: readonly unknown[]): unknown[] {
  const fields = given.flatMap((field) => fieldNames(list, field));
  const seen = new Set<string>();
  return list.filter((entry) => {
    const key = canonicalJson(
      run,
      fields.length === 0 ? entry : fields.map((field) => pick(run, entry, field)),
    );
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Several fields may stand in one text: `"name, city"`. A field that has the comma in its name goes before. */
function fieldNames(list: List, field: unknown): unknown[] {
  if (typeof field !== 'string' || !field.includes(',')) return [field];
  if (list.some((entry) => isPlainObject(entry) && Object.hasOwn(entry, field))) return [field];
  return field.split(',').map((name) => name.trim());
}

function keysOf(run: Run, list: List): Set<string> {
  return new Set(list.map((entry) => canonicalJson(run, entry)));
}

function pluck(run: Run, list: List, fields: readonly unknown[]): unknown[] {
  charge(run, list.length * fields.length);
  if (fields.length === 0) return [...list];
  if (fields.length === 1)
    return list.map((entry) => pick(run, entry, fields[0])).filter((value) => value !== undefined);
  return list.filter(isPlainObject).map((entry) => {
    const picked: PlainObject = {};
    for (const field of fields) setOwn(picked, toText(run, field), pick(run, entry, field));
    return picked;
  });
}

function chunk(run: Run, list: List, size: unknown): unknown[][] {
  const step = toInteger(run, size, 0);
  if (step < 1) throw new Fault('type', 'chunk needs a size of 1 or more.');
  const chunks: unknown[][] = [];
  for (let from = 0; from < list.length; from += step) chunks.push(list.slice(from, from + step));
  return chunks;
}

function numbers(run: Run, list: List): number[] {
  return list.map((entry) => {
    const value = isPrimitive(entry) && entry !== null && entry !== '' ? toNumber(run, entry) : Number.NaN;
    if (Number.isNaN(value)) throw new Fault('type', 'This needs an array of numbers.');
    return value;
  });
}

function merge(run: Run, list: List, other: unknown): unknown {
  if (other !== undefined) {
    const right = expectList(other, 'What is merged');
    return list.map((entry, index) => mergeTwo(run, entry, right[index]));
  }
  return list.reduce<unknown>((all, entry) => mergeTwo(run, all, entry), {});
}

function mergeTwo(run: Run, a: unknown, b: unknown): PlainObject {
  const result: PlainObject = {};
  for (const part of [a, b]) {
    if (!isPlainObject(part)) continue;
    charge(run, Object.keys(part).length);
    for (const [key, value] of Object.entries(part))
      if (!Object.hasOwn(result, key)) setOwn(result, key, value);
  }
  return result;
}

/**
 * Entries that name a field and its value, as one object. An entry of another kind, without a name or without a value
 * contributes nothing; of entries with the same name the last counts.
 */
function joinFields(run: Run, list: List, fields: readonly unknown[]): PlainObject {
  const [nameField, valueField] = fields.map((field) => {
    if (typeof field === 'string' && field !== '') return field;
    throw new Fault('type', 'smartJoin needs two names of fields: that of the names and that of the values.');
  });
  const joined: PlainObject = {};
  if (nameField === undefined || valueField === undefined) return joined;
  charge(run, list.length);
  for (const entry of list) {
    if (!isPlainObject(entry) || !Object.hasOwn(entry, valueField)) continue;
    const name = Object.hasOwn(entry, nameField) ? entry[nameField] : undefined;
    if (name === null || name === undefined || name === '' || !isPrimitive(name)) continue;
    setOwn(joined, toText(run, name), entry[valueField]);
  }
  return joined;
}

function renameKeys(run: Run, entry: unknown, pairs: readonly unknown[]): unknown {
  if (!isPlainObject(entry)) return entry;
  const names = new Map<string, string>();
  for (let index = 0; index + 1 < pairs.length; index += 2)
    names.set(toText(run, pairs[index]), toText(run, pairs[index + 1]));
  const result: PlainObject = {};
  charge(run, Object.keys(entry).length);
  for (const [key, value] of Object.entries(entry)) setOwn(result, names.get(key) ?? key, value);
  return result;
}

function groupBy(run: Run, list: List, by: unknown): PlainObject {
  const groups = new Map<string, unknown[]>();
  for (const entry of list) {
    const key = toText(run, pick(run, entry, by));
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const result: PlainObject = {};
  for (const [key, group] of groups) setOwn(result, key, group);
  return result;
}

function sortBy(run: Run, list: List, by: unknown): unknown[] {
  charge(run, list.length * 8);
  const keyed = list.map((entry) => ({ entry, key: pick(run, entry, by) }));
  keyed.sort((a, b) => {
    if (typeof a.key === 'number' && typeof b.key === 'number') return a.key - b.key;
    const [x, y] = [toText(run, a.key), toText(run, b.key)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
  return keyed.map(({ entry }) => entry);
}
