/**
 * One table of condition operators `type.operation`: the nodes evaluate by it, validation and the form read its names.
 * Operators are only ever added; a name keeps its meaning.
 */
import { isPlainObject } from './plain-json';
import { safePattern } from './safe-pattern';

export type OperandType = 'any' | 'string' | 'number' | 'boolean' | 'date' | 'array' | 'object';

export interface ConditionOperator {
  /** `type.operation`. */
  name: string;
  type: OperandType;
  label: string;
  /** False for operators that look at the left side alone. */
  takesRight: boolean;
}

/** An operator with its test. `test` gets both sides present and converted to the types the row names. */
export interface OperatorRow extends ConditionOperator {
  /** What the left side is read as; `any` where the operator asks only whether there is a value. */
  leftType: OperandType;
  rightType: OperandType;
  /** What it gives when a side is missing. */
  whenMissing: boolean;
  test: (left: never, right: never) => boolean;
}

interface Sides {
  string: string;
  number: number;
  boolean: boolean;
  /** Milliseconds since the epoch. */
  date: number;
  array: unknown[];
  object: Record<string, unknown>;
  any: unknown;
}

type Tests<L extends OperandType, R extends OperandType> = Record<
  string,
  [label: string, test: (left: Sides[L], right: Sides[R]) => boolean]
>;

function rows<L extends OperandType, R extends OperandType>(
  type: L,
  shape: { right?: R; whenMissing: boolean },
  tests: Tests<L, R>,
): OperatorRow[] {
  return Object.entries(tests).map(([operation, [label, test]]) => ({
    name: `${type}.${operation}`,
    type,
    leftType: type,
    label,
    takesRight: shape.right !== undefined,
    rightType: shape.right ?? 'any',
    whenMissing: shape.whenMissing,
    // Sound because the evaluation converts both sides to `type` and `rightType` before it calls the test.
    test: test,
  }));
}

/** Compares with a right side; false when a side is missing. */
function compare<L extends OperandType, R extends OperandType>(
  left: L,
  right: R,
  tests: Tests<L, R>,
): OperatorRow[] {
  return rows(left, { right, whenMissing: false }, tests);
}

/** The negation of a comparison; true when a side is missing. */
function negate<L extends OperandType, R extends OperandType>(
  left: L,
  right: R,
  tests: Tests<L, R>,
): OperatorRow[] {
  return rows(left, { right, whenMissing: true }, tests);
}

function present<L extends OperandType>(left: L, tests: Tests<L, 'any'>): OperatorRow[] {
  return rows(left, { whenMissing: false }, tests);
}

function absent<L extends OperandType>(left: L, tests: Tests<L, 'any'>): OperatorRow[] {
  return rows(left, { whenMissing: true }, tests);
}

type Presence = 'exists' | 'not-exists' | 'empty' | 'not-empty';

/** Questions about there being a value at all: whatever it is, it never has the wrong type. */
function presence(type: OperandType, names: readonly Presence[]): OperatorRow[] {
  const asked: Record<Presence, OperatorRow[]> = {
    exists: present('any', { exists: ['exists', () => true] }),
    'not-exists': absent('any', { 'not-exists': ['does not exist', () => false] }),
    empty: absent('any', { empty: ['is empty', isEmpty] }),
    'not-empty': present('any', { 'not-empty': ['is not empty', (a) => !isEmpty(a)] }),
  };
  return names.flatMap((name) => asked[name].map((row) => ({ ...row, name: `${type}.${name}`, type })));
}

const ROWS: readonly OperatorRow[] = [
  ...compare('string', 'string', {
    equals: ['is equal to', (a, b) => a === b],
    contains: ['contains', (a, b) => a.includes(b)],
    'starts-with': ['starts with', (a, b) => a.startsWith(b)],
    'ends-with': ['ends with', (a, b) => a.endsWith(b)],
    matches: ['matches the pattern', matches],
  }),
  ...negate('string', 'string', {
    'not-equals': ['is not equal to', (a, b) => a !== b],
    'not-contains': ['does not contain', (a, b) => !a.includes(b)],
    'not-starts-with': ['does not start with', (a, b) => !a.startsWith(b)],
    'not-ends-with': ['does not end with', (a, b) => !a.endsWith(b)],
    'not-matches': ['does not match the pattern', (a, b) => !matches(a, b)],
  }),
  ...absent('string', { empty: ['is empty', (a) => a === ''] }),
  ...present('string', { 'not-empty': ['is not empty', (a) => a !== ''] }),
  ...presence('string', ['exists', 'not-exists']),
  ...compare('number', 'number', {
    equals: ['is equal to', (a, b) => a === b],
    greater: ['is greater than', (a, b) => a > b],
    'greater-or-equal': ['is greater than or equal to', (a, b) => a >= b],
    less: ['is less than', (a, b) => a < b],
    'less-or-equal': ['is less than or equal to', (a, b) => a <= b],
  }),
  ...negate('number', 'number', { 'not-equals': ['is not equal to', (a, b) => a !== b] }),
  ...presence('number', ['exists', 'not-exists', 'empty', 'not-empty']),
  ...present('boolean', { true: ['is true', (a) => a], false: ['is false', (a) => !a] }),
  ...compare('boolean', 'boolean', { equals: ['is equal to', (a, b) => a === b] }),
  ...negate('boolean', 'boolean', { 'not-equals': ['is not equal to', (a, b) => a !== b] }),
  ...presence('boolean', ['exists', 'not-exists', 'empty', 'not-empty']),
  ...compare('date', 'date', {
    equals: ['is the same moment as', (a, b) => a === b],
    after: ['is after', (a, b) => a > b],
    'after-or-equal': ['is at or after', (a, b) => a >= b],
    before: ['is before', (a, b) => a < b],
    'before-or-equal': ['is at or before', (a, b) => a <= b],
  }),
  ...negate('date', 'date', { 'not-equals': ['is not the same moment as', (a, b) => a !== b] }),
  ...presence('date', ['exists', 'not-exists', 'empty', 'not-empty']),
  ...compare('array', 'any', { contains: ['contains', (a, b) => a.some((entry) => isSameJson(entry, b))] }),
  ...negate('array', 'any', {
    'not-contains': ['does not contain', (a, b) => !a.some((e) => isSameJson(e, b))],
  }),
  ...compare('array', 'number', {
    'length-equals': ['has this many entries', (a, b) => a.length === b],
    'length-greater': ['has more entries than', (a, b) => a.length > b],
    'length-greater-or-equal': ['has at least this many entries', (a, b) => a.length >= b],
    'length-less': ['has fewer entries than', (a, b) => a.length < b],
    'length-less-or-equal': ['has at most this many entries', (a, b) => a.length <= b],
  }),
  ...negate('array', 'number', {
    'length-not-equals': ['has another number of entries than', (a, b) => a.length !== b],
  }),
  ...absent('array', { empty: ['is empty', (a) => a.length === 0] }),
  ...present('array', { 'not-empty': ['is not empty', (a) => a.length > 0] }),
  ...presence('array', ['exists', 'not-exists']),
  ...compare('object', 'string', { 'has-field': ['has the field', (a, b) => Object.hasOwn(a, b)] }),
  ...absent('object', { empty: ['is empty', (a) => Object.keys(a).length === 0] }),
  ...negate('object', 'string', {
    'not-has-field': ['does not have the field', (a, b) => !Object.hasOwn(a, b)],
  }),
  ...present('object', { 'not-empty': ['is not empty', (a) => Object.keys(a).length > 0] }),
  ...presence('object', ['exists', 'not-exists']),
  ...presence('any', ['exists', 'not-exists']),
  ...compare('any', 'any', { equals: ['is equal to', isSameJson] }),
  ...negate('any', 'any', { 'not-equals': ['is not equal to', (a, b) => !isSameJson(a, b)] }),
  ...presence('any', ['empty', 'not-empty']),
];

const BY_NAME = new Map(ROWS.map((entry) => [entry.name, entry]));

/** Every operator, in the order a form offers them. */
export const CONDITION_OPERATORS: readonly ConditionOperator[] = ROWS.map(
  ({ name, type, label, takesRight }) => ({
    name,
    type,
    label,
    takesRight,
  }),
);

/** Short and foreign spellings of operations, and what they stand for. */
const ALIASES: Readonly<Record<string, string>> = {
  gt: 'greater',
  gte: 'greater-or-equal',
  lt: 'less',
  lte: 'less-or-equal',
  'length-gt': 'length-greater',
  'length-gte': 'length-greater-or-equal',
  'length-lt': 'length-less',
  'length-lte': 'length-less-or-equal',
  'after-or-equals': 'after-or-equal',
  'before-or-equals': 'before-or-equal',
  'is-true': 'true',
  'is-false': 'false',
  'is-empty': 'empty',
  'is-not-empty': 'not-empty',
  regex: 'matches',
  'not-regex': 'not-matches',
};

/**
 * The operator of that name with its test, or undefined. `notEquals` is taken for `not-equals`, `gt` for `greater`,
 * `dateTime.after` for `date.after`.
 */
export function findOperatorRow(name: string): OperatorRow | undefined {
  const known = BY_NAME.get(name);
  if (known) return known;
  const [type = '', operation = ''] = name
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/^date-time\./, 'date.')
    .split('.', 2);
  const meant = Object.hasOwn(ALIASES, operation) ? ALIASES[operation] : operation;
  return BY_NAME.get(`${type}.${meant}`);
}

/** Equality of JSON values, members in any order. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => isSameJson(entry, b[index]));
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]));
}

function matches(text: string, pattern: string): boolean {
  return safePattern(pattern).test(text);
}

function isEmpty(value: unknown): boolean {
  if (value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}
