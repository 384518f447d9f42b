/** JSON, Object, Array, Set, Map and URL. Nothing here changes its arguments. */
import { expectCallback, expectList, isPrimitive, toInteger, toKey, toList, toText } from './coerce';
import { Fault } from './errors';
import { compilePattern } from './pattern';
import { charge, chargeList, chargeText, type Run } from './run';
import { functionTable } from './table';
import { parseJson, writeJson } from './tables/json';
import type { ScopeName } from './scope-name';
import { isPlainObject, Lambda, Pattern, setOwn, type PlainObject } from './values';

/** The own fields of an object or array; a text has its characters. */
function entriesOf(run: Run, value: unknown): [string, unknown][] {
  if (value === null || value === undefined)
    throw new Fault('type', 'There is no object here (it is null or undefined).');
  if (!isPlainObject(value) && !Array.isArray(value)) {
    if (isPrimitive(value))
      return typeof value === 'string' ? [...value].map((char, index) => [String(index), char]) : [];
    throw new Fault('type', 'This needs a plain object.');
  }
  const entries = Object.entries(value);
  charge(run, 1 + entries.length);
  return entries;
}

function assign(args: readonly unknown[], run: Run): PlainObject {
  const result: PlainObject = {};
  for (const part of args) {
    if (part === null || part === undefined) continue;
    for (const [key, value] of entriesOf(run, part)) setOwn(result, key, value);
  }
  return result;
}

function fromEntries(value: unknown, run: Run): PlainObject {
  const result: PlainObject = {};
  for (const pair of toList(run, value, 'Object.fromEntries')) {
    const [key, entry] = expectList(pair, 'Each entry');
    setOwn(result, isPrimitive(key) ? String(key) : String(toKey(key)), entry);
  }
  return result;
}

function arrayFrom([source, callback]: readonly unknown[], run: Run): unknown[] {
  let list: unknown[];
  if (isPlainObject(source)) {
    const length = Math.max(0, toInteger(run, Object.hasOwn(source, 'length') ? source['length'] : 0, 0));
    chargeList(run, length);
    list = Array.from({ length }, (_value, index) =>
      Object.hasOwn(source, index) ? source[index] : undefined,
    );
  } else if (typeof source === 'number' || typeof source === 'boolean') list = [];
  else list = [...toList(run, source, 'Array.from')];
  return callback instanceof Lambda ? list.map((value, index) => callback.call(value, index)) : list;
}

function makeMap(source: unknown, run: Run): Map<unknown, unknown> {
  if (source === undefined || source === null) return new Map();
  const pairs = toList(run, source, 'new Map');
  chargeList(run, pairs.length * 2);
  return new Map(
    pairs.map((pair) => {
      const [key, value] = expectList(pair, 'Each entry');
      return [key, value];
    }),
  );
}

function makeUrl([address, base]: readonly unknown[], run: Run): URL {
  const text = toText(run, address).slice(0, 20_000);
  try {
    return base === undefined ? new URL(text) : new URL(text, toText(run, base).slice(0, 20_000));
  } catch {
    throw new Fault('type', `"${text.slice(0, 60)}" is not a complete URL.`);
  }
}

function makeArray(args: readonly unknown[], run: Run): unknown[] {
  const [length] = args;
  if (args.length !== 1 || typeof length !== 'number') return [...args];
  chargeList(run, length);
  if (!Number.isInteger(length) || length < 0) throw new Fault('type', 'An array has a length of 0 or more.');
  return Array.from({ length });
}

function groupEntries(run: Run, values: unknown, by: unknown): PlainObject {
  const callback = expectCallback(by, 'Object.groupBy');
  const groups = new Map<string, unknown[]>();
  toList(run, values, 'Object.groupBy').forEach((value, index) => {
    const key = toText(run, callback.call(value, index));
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  });
  const result: PlainObject = {};
  for (const [key, group] of groups) setOwn(result, key, group);
  return result;
}

function makeParameters([value]: readonly unknown[], run: Run): URLSearchParams {
  if (isPlainObject(value))
    return new URLSearchParams(entriesOf(run, value).map(([key, entry]) => [key, toText(run, entry)]));
  if (value === undefined) return new URLSearchParams();
  const text = toText(run, value);
  chargeText(run, text.length * 4);
  return new URLSearchParams(text);
}

/** Patterns that are put together cost what they weigh; those written as `/…/` are made once. */
function makePattern([source, flags]: readonly unknown[], run: Run): Pattern {
  const text = source instanceof Pattern ? source.source : toText(run, source);
  charge(run, 2000 + text.length * 20);
  return compilePattern(text, flags === undefined ? '' : toText(run, flags), undefined);
}

export const LIST_NAMES: readonly ScopeName[] = [
  {
    name: 'JSON',
    signature: 'functions',
    doc: 'JSON text to values and back.',
    members: functionTable<undefined>([
      ['parse', '(text) → any', 'The value written as JSON.', (_s, [text], run) => parseJson(run, text)],
      [
        'stringify',
        '(value, keys?, indent?) → text',
        'A value written as JSON.',
        (_s, [value, keys, indent], run) => writeJson(run, value, { keys, indent }),
      ],
    ]),
  },
  {
    name: 'Object',
    signature: 'functions',
    doc: 'Fields of objects.',
    members: functionTable<undefined>([
      [
        'keys',
        '(object) → array',
        'The names of its fields.',
        (_s, [o], run) => entriesOf(run, o).map(([key]) => key),
      ],
      [
        'values',
        '(object) → array',
        'The values of its fields.',
        (_s, [o], run) => entriesOf(run, o).map(([, value]) => value),
      ],
      ['entries', '(object) → array', 'Pairs of name and value.', (_s, [o], run) => entriesOf(run, o)],
      [
        'fromEntries',
        '(pairs) → object',
        'An object of pairs of name and value.',
        (_s, [pairs], run) => fromEntries(pairs, run),
      ],
      [
        'assign',
        '(…objects) → object',
        'The fields of all in a new object; later ones win.',
        (_s, args, run) => assign(args, run),
      ],
      [
        'groupBy',
        '(array, x => key) → object',
        'Arrays of entries by what a function gives for each.',
        (_s, [values, by], run) => groupEntries(run, values, by),
      ],
      ['is', '(a, b) → boolean', 'Whether both are the same value.', (_s, [a, b]) => Object.is(a, b)],
      [
        'hasOwn',
        '(object, name) → boolean',
        'Whether it has a field of this name.',
        (_s, [o, key], run) => {
          const name = String(toKey(key));
          return entriesOf(run, o).some(([own]) => own === name);
        },
      ],
    ]),
  },
  {
    name: 'Array',
    signature: '(length) → array',
    doc: 'Making arrays.',
    call: makeArray,
    construct: makeArray,
    members: functionTable<undefined>([
      ['isArray', '(value) → boolean', 'Whether it is an array.', (_s, [value]) => Array.isArray(value)],
      [
        'from',
        '(values, x => any?) → array',
        'An array of a set, a text or { length }.',
        (_s, args, run) => arrayFrom(args, run),
      ],
      ['of', '(…values) → array', 'An array of these values.', (_s, args) => [...args]],
    ]),
  },
  {
    name: 'Set',
    signature: 'new Set(values)',
    doc: 'Values without repetition.',
    construct: ([values], run) => {
      const list = values === undefined || values === null ? [] : toList(run, values, 'new Set');
      chargeList(run, list.length * 2);
      return new Set(list);
    },
  },
  {
    name: 'Map',
    signature: 'new Map(pairs)',
    doc: 'Values by key.',
    construct: ([pairs], run) => makeMap(pairs, run),
  },
  {
    name: 'URL',
    signature: 'new URL(address, base?)',
    doc: 'The parts of a web address.',
    construct: (args, run) => makeUrl(args, run),
  },
  {
    name: 'URLSearchParams',
    signature: 'new URLSearchParams(object or text)',
    doc: 'The parameters of a web address.',
    construct: (args, run) => makeParameters(args, run),
  },
  {
    name: 'RegExp',
    signature: '(pattern, flags?) → pattern',
    doc: 'A pattern from a text.',
    call: makePattern,
    construct: makePattern,
  },
];
