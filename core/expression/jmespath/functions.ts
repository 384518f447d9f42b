/** JMESPath's own functions, with the types of their arguments checked as its specification says. */
import { Fault } from '../errors';
import { charge, chargeList, chargeText, type Run } from '../run';
import { writeJson } from '../tables/json';
import { isPlainObject, setOwn, type PlainObject } from '../values';

/** `&expression`, an argument of `sort_by` and its like. */
export class Reference {
  readonly of: (entry: unknown) => unknown;
  constructor(of: (entry: unknown) => unknown) {
    this.of = of;
  }
}

type Kind = 'number' | 'string' | 'boolean' | 'array' | 'object' | 'null' | 'expression' | 'any';

interface FunctionRow {
  /** Kinds that each argument may have, `|` between them. */
  takes: readonly string[];
  /** The last kind may come any number of times. */
  many?: boolean;
  call(args: readonly unknown[], run: Run): unknown;
}

function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Reference) return 'expression';
  if (typeof value === 'object') return isPlainObject(value) ? 'object' : 'string';
  return typeof value as Kind;
}

/** Calls a function by name; a Fault when there is none or an argument does not fit. */
export function callFunction(run: Run, name: string, args: readonly unknown[]): unknown {
  const row = FUNCTIONS.get(name);
  if (!row) throw new Fault('type', `JMESPath has no function ${name}().`);
  const fits = row.many ? args.length >= row.takes.length : args.length === row.takes.length;
  if (!fits) throw new Fault('type', `JMESPath's ${name}() takes ${row.takes.length} arguments.`);
  args.forEach((arg, index) => {
    const wanted = row.takes[Math.min(index, row.takes.length - 1)] ?? 'any';
    if (wanted !== 'any' && !wanted.split('|').includes(kindOf(arg)))
      throw new Fault('type', `JMESPath's ${name}() takes ${wanted} here, not ${kindOf(arg)}.`);
  });
  charge(run, 4);
  return row.call(args, run);
}

// The kinds of arguments are checked above, once for all rows; this only tells the compiler.
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
const object = (value: unknown): PlainObject => (isPlainObject(value) ? value : {});

function numbers(run: Run, value: unknown, name: string): number[] {
  const entries = list(value);
  charge(run, entries.length);
  if (entries.every((entry) => typeof entry === 'number')) return entries.map(number);
  throw new Fault('type', `JMESPath's ${name}() takes an array of numbers.`);
}

/** All numbers or all texts, as sorting and extremes need them. */
function ordered(run: Run, values: readonly unknown[], name: string): readonly (string | number)[] {
  charge(run, values.length * 4);
  const kinds = new Set(values.map(kindOf));
  if (values.length === 0 || (kinds.size === 1 && (kinds.has('number') || kinds.has('string'))))
    return values as readonly (string | number)[];
  throw new Fault('type', `JMESPath's ${name}() takes numbers only or texts only.`);
}

function extreme(
  run: Run,
  values: readonly unknown[],
  of: { name: string; sign: 1 | -1; by?: unknown },
): unknown {
  const { name, sign, by } = of;
  const keys = ordered(run, by instanceof Reference ? values.map((entry) => by.of(entry)) : values, name);
  let best = -1;
  keys.forEach((key, index) => {
    const known = keys[best];
    if (known === undefined || (sign > 0 ? key > known : key < known)) best = index;
  });
  return best < 0 ? null : values[best];
}

function sorted(run: Run, values: readonly unknown[], by: unknown, name: string): unknown[] {
  chargeList(run, values.length * 2);
  const keys = ordered(run, by instanceof Reference ? values.map((entry) => by.of(entry)) : values, name);
  charge(run, values.length * 8);
  const places = values.map((_value, index) => index);
  places.sort((a, b) => {
    const [x, y] = [keys[a] ?? 0, keys[b] ?? 0];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
  return places.map((place) => values[place]);
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.length : Object.keys(object(value)).length;
}

function joined(run: Run, glue: string, value: unknown): string {
  const parts = list(value);
  if (!parts.every((part) => typeof part === 'string'))
    throw new Fault('type', "JMESPath's join() takes an array of texts.");
  chargeText(
    run,
    parts.reduce((sum, part) => sum + part.length + glue.length, 0),
  );
  return parts.join(glue);
}

function merged(run: Run, parts: readonly unknown[]): PlainObject {
  const result: PlainObject = {};
  for (const part of parts) {
    const entries = Object.entries(object(part));
    charge(run, 1 + entries.length);
    for (const [key, value] of entries) setOwn(result, key, value);
  }
  return result;
}

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isNaN(read) ? null : read;
}

const FUNCTIONS: ReadonlyMap<string, FunctionRow> = new Map<string, FunctionRow>([
  ['abs', { takes: ['number'], call: ([a]) => Math.abs(number(a)) }],
  [
    'avg',
    {
      takes: ['array'],
      call([a], run) {
        const all = numbers(run, a, 'avg');
        return all.length === 0 ? null : all.reduce((x, y) => x + y, 0) / all.length;
      },
    },
  ],
  ['ceil', { takes: ['number'], call: ([a]) => Math.ceil(number(a)) }],
  [
    'contains',
    {
      takes: ['string|array', 'any'],
      call([a, b], run) {
        charge(run, lengthOf(a) / 8);
        return typeof a === 'string' ? typeof b === 'string' && a.includes(b) : list(a).includes(b);
      },
    },
  ],
  ['ends_with', { takes: ['string', 'string'], call: ([a, b]) => text(a).endsWith(text(b)) }],
  ['floor', { takes: ['number'], call: ([a]) => Math.floor(number(a)) }],
  ['join', { takes: ['string', 'array'], call: ([glue, parts], run) => joined(run, text(glue), parts) }],
  ['keys', { takes: ['object'], call: ([a]) => Object.keys(object(a)) }],
  ['length', { takes: ['string|array|object'], call: ([a]) => lengthOf(a) }],
  [
    'map',
    {
      takes: ['expression', 'array'],
      call: ([by, a]) => list(a).map((entry) => (by instanceof Reference ? by.of(entry) : null)),
    },
  ],
  ['max', { takes: ['array'], call: ([a], run) => extreme(run, list(a), { name: 'max', sign: 1 }) }],
  [
    'max_by',
    {
      takes: ['array', 'expression'],
      call: ([a, by], run) => extreme(run, list(a), { name: 'max_by', sign: 1, by }),
    },
  ],
  ['merge', { takes: ['object'], many: true, call: (args, run) => merged(run, args) }],
  ['min', { takes: ['array'], call: ([a], run) => extreme(run, list(a), { name: 'min', sign: -1 }) }],
  [
    'min_by',
    {
      takes: ['array', 'expression'],
      call: ([a, by], run) => extreme(run, list(a), { name: 'min_by', sign: -1, by }),
    },
  ],
  [
    'not_null',
    {
      takes: ['any'],
      many: true,
      call: (args) => args.find((arg) => arg !== null && arg !== undefined) ?? null,
    },
  ],
  [
    'reverse',
    {
      takes: ['string|array'],
      call([a], run) {
        charge(run, lengthOf(a));
        return typeof a === 'string' ? [...a].reverse().join('') : list(a).toReversed();
      },
    },
  ],
  ['sort', { takes: ['array'], call: ([a], run) => sorted(run, list(a), undefined, 'sort') }],
  [
    'sort_by',
    { takes: ['array', 'expression'], call: ([a, by], run) => sorted(run, list(a), by, 'sort_by') },
  ],
  ['starts_with', { takes: ['string', 'string'], call: ([a, b]) => text(a).startsWith(text(b)) }],
  ['sum', { takes: ['array'], call: ([a], run) => numbers(run, a, 'sum').reduce((x, y) => x + y, 0) }],
  ['to_array', { takes: ['any'], call: ([a]) => (Array.isArray(a) ? a : [a]) }],
  ['to_number', { takes: ['any'], call: ([a]) => toNumber(a) }],
  ['to_string', { takes: ['any'], call: ([a], run) => (typeof a === 'string' ? a : writeJson(run, a)) }],
  ['type', { takes: ['any'], call: ([a]) => kindOf(a) }],
  ['values', { takes: ['object'], call: ([a]) => Object.values(object(a)) }],
]);
