/** What objects, sets, maps, addresses and patterns can do. */
import { toKey, toText, expectObject } from '../coerce';
import { findMatches } from '../pattern';
import { charge, chargeList } from '../run';
import { functionTable, propertyTable, type KindTable } from '../table';
import { setOwn, type Pattern, type PlainObject } from '../values';
import { canonicalJson, writeJson } from './json';
import { matchValue } from './text-patterns';

function without(object: PlainObject, drop: (key: string, value: unknown) => boolean): PlainObject {
  const result: PlainObject = {};
  for (const [key, value] of Object.entries(object)) if (!drop(key, value)) setOwn(result, key, value);
  return result;
}

function isEmptyValue(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

export const OBJECT_TABLE: KindTable = {
  functions: functionTable<PlainObject>([
    ['keys', '() → array', 'The names of its fields.', (o) => Object.keys(o)],
    ['values', '() → array', 'The values of its fields.', (o) => Object.values(o)],
    ['entries', '() → array', 'Pairs of name and value.', (o) => Object.entries(o)],
    [
      'hasField',
      '(name) → boolean',
      'Whether it has a field of this name.',
      (o, [k]) => Object.hasOwn(o, toKey(k)),
    ],
    [
      'hasOwnProperty',
      '(name) → boolean',
      'Whether it has a field of this name.',
      (o, [k]) => Object.hasOwn(o, toKey(k)),
    ],
    ['isEmpty', '() → boolean', 'Whether it has no fields.', (o) => Object.keys(o).length === 0],
    ['isNotEmpty', '() → boolean', 'Whether it has fields.', (o) => Object.keys(o).length > 0],
    [
      'merge',
      '(object) → object',
      'With the other’s fields added; its own are kept.',
      (o, [other]) => {
        const result = without(expectObject(other, 'What is merged'), (k) => Object.hasOwn(o, k));
        return Object.entries(result).reduce(
          (all, [k, v]) => {
            setOwn(all, k, v);
            return all;
          },
          without(o, () => false),
        );
      },
    ],
    [
      'removeField',
      '(name) → object',
      'A copy without this field.',
      (o, [k]) => {
        const name = String(toKey(k));
        return without(o, (key) => key === name);
      },
    ],
    [
      'removeFieldsContaining',
      '(text) → object',
      'A copy without fields whose text contains this.',
      (o, [t], run) => {
        const part = toText(run, t);
        return without(o, (_k, v) => typeof v === 'string' && v.includes(part));
      },
    ],
    [
      'keepFieldsContaining',
      '(text) → object',
      'A copy with only fields whose text contains this.',
      (o, [t], run) => {
        const part = toText(run, t);
        return without(o, (_k, v) => !(typeof v === 'string' && v.includes(part)));
      },
    ],
    ['compact', '() → object', 'A copy without empty fields.', (o) => without(o, (_k, v) => isEmptyValue(v))],
    [
      'isEqual',
      '(other) → boolean',
      'Whether both hold the same data.',
      (o, [other], run) => canonicalJson(run, o) === canonicalJson(run, other),
    ],
    [
      'urlEncode',
      '() → text',
      'Its fields as a query string.',
      (o, _a, run) => new URLSearchParams(Object.entries(o).map(([k, v]) => [k, toText(run, v)])).toString(),
    ],
    ['toJsonString', '() → text', 'Written as JSON.', (o, _a, run) => writeJson(run, o)],
    [
      'toString',
      '() → text',
      'JavaScript’s text of an object; toJsonString() is more useful.',
      () => '[object Object]',
    ],
  ]),
  properties: new Map(),
};

export const SET_TABLE: KindTable = {
  functions: functionTable<ReadonlySet<unknown>>([
    ['has', '(value) → boolean', 'Whether it contains this value.', (s, [v]) => s.has(v)],
    ['values', '() → array', 'Its values.', (s) => [...s]],
    ['toArray', '() → array', 'Its values.', (s) => [...s]],
    [
      'add',
      '(value) → set',
      'A copy with this value.',
      (s, [v], run) => {
        chargeList(run, s.size * 2);
        return new Set([...s, v]);
      },
    ],
    [
      'delete',
      '(value) → set',
      'A copy without this value.',
      (s, [v], run) => {
        chargeList(run, s.size * 2);
        return new Set([...s].filter((x) => x !== v));
      },
    ],
  ]),
  properties: propertyTable<ReadonlySet<unknown>>([
    ['size', 'number', 'How many values it has.', (s) => s.size],
  ]),
};

export const MAP_TABLE: KindTable = {
  functions: functionTable<ReadonlyMap<unknown, unknown>>([
    ['get', '(key) → any', 'The value of a key.', (m, [k]) => m.get(k)],
    ['has', '(key) → boolean', 'Whether it has this key.', (m, [k]) => m.has(k)],
    ['keys', '() → array', 'Its keys.', (m) => [...m.keys()]],
    ['values', '() → array', 'Its values.', (m) => [...m.values()]],
    ['entries', '() → array', 'Pairs of key and value.', (m) => [...m.entries()]],
    [
      'set',
      '(key, value) → map',
      'A copy with this value.',
      (m, [k, v], run) => {
        chargeList(run, m.size * 2);
        return new Map(m).set(k, v);
      },
    ],
  ]),
  properties: propertyTable<ReadonlyMap<unknown, unknown>>([
    ['size', 'number', 'How many keys it has.', (m) => m.size],
  ]),
};

const URL_PARTS = [
  'hash',
  'host',
  'hostname',
  'href',
  'origin',
  'password',
  'pathname',
  'port',
  'protocol',
  'search',
  'username',
] as const;

export const URL_TABLE: KindTable = {
  functions: functionTable<URL>([
    ['toString', '() → text', 'The whole address.', (u) => u.href],
    ['toJSON', '() → text', 'The whole address.', (u) => u.href],
  ]),
  properties: propertyTable<URL>([
    ...URL_PARTS.map((part) => [part, 'text', `The ${part} of the address.`, (u: URL) => u[part]] as const),
    ['searchParams', 'parameters', 'The query parameters.', (u) => u.searchParams],
  ]),
};

export const URL_PARAMS_TABLE: KindTable = {
  functions: functionTable<URLSearchParams>([
    [
      'get',
      '(name) → text',
      'The first value of a parameter, or null.',
      (p, [n], run) => p.get(toText(run, n)),
    ],
    ['getAll', '(name) → array', 'All values of a parameter.', (p, [n], run) => p.getAll(toText(run, n))],
    ['has', '(name) → boolean', 'Whether there is such a parameter.', (p, [n], run) => p.has(toText(run, n))],
    ['keys', '() → array', 'The names.', (p) => [...p.keys()]],
    ['values', '() → array', 'The values.', (p) => [...p.values()]],
    ['entries', '() → array', 'Pairs of name and value.', (p) => [...p.entries()]],
    ['toString', '() → text', 'As a query string.', (p) => p.toString()],
  ]),
  properties: new Map(),
};

export const REGEXP_TABLE: KindTable = {
  functions: functionTable<Pattern>([
    [
      'test',
      '(text) → boolean',
      'Whether it fits somewhere in the text.',
      (p, [t], run) => findMatches(run, p, toText(run, t), false).length > 0,
    ],
    [
      'exec',
      '(text) → array',
      'The first place it fits with its groups, or null.',
      (p, [t], run) => {
        const found = findMatches(run, p, toText(run, t), false)[0];
        charge(run, 1);
        return found ? matchValue(found) : null;
      },
    ],
    ['toString', '() → text', 'The pattern between slashes.', (p) => `/${p.source}/${p.flags}`],
  ]),
  properties: propertyTable<Pattern>([
    ['source', 'text', 'The pattern.', (p) => p.source],
    ['flags', 'text', 'The flags.', (p) => p.flags],
  ]),
};
