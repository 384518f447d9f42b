/**
 * One table of condition operators `type.operation`: the nodes evaluate by it, validation and the form read its names.
 * Operators are only ever added; a name keeps its meaning.
 */
import { RE2JS } from 're2js';
import { isPlainObject } from './plain-json';

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
  rightType: OperandType;
  /** What it gives when a side is missing. */
  whenMissing: boolean;
  test: (left: never, right: never) => boolean;
}

/** Thrown by a test whose right side is no pattern; caught by the evaluation. */
export class BadPattern extends Error {}

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
  ...compare('number', 'number', {
    equals: ['is equal to', (a, b) => a === b],
    greater: ['is greater than', (a, b) => a > b],
    'greater-or-equal': ['is greater than or equal to', (a, b) => a >= b],
    less: ['is less than', (a, b) => a < b],
    'less-or-equal': ['is less than or equal to', (a, b) => a <= b],
  }),
  ...negate('number', 'number', { 'not-equals': ['is not equal to', (a, b) => a !== b] }),
  ...present('boolean', { true: ['is true', (a) => a], false: ['is false', (a) => !a] }),
  ...compare('boolean', 'boolean', { equals: ['is equal to', (a, b) => a === b] }),
  ...negate('boolean', 'boolean', { 'not-equals': ['is not equal to', (a, b) => a !== b] }),
  ...compare('date', 'date', {
    equals: ['is the same moment as', (a, b) => a === b],
    after: ['is after', (a, b) => a > b],
    'after-or-equal': ['is at or after', (a, b) => a >= b],
    before: ['is before', (a, b) => a < b],
    'before-or-equal': ['is at or before', (a, b) => a <= b],
  }),
  ...negate('date', 'date', { 'not-equals': ['is not the same moment as', (a, b) => a !== b] }),
  ...compare('array', 'any', { contains: ['contains', (a, b) => a.some((entry) => isSameJson(entry, b))] }),
  ...negate('array', 'any', {
    'not-contains': ['does not contain', (a, b) => !a.some((e) => isSameJson(e, b))],
  }),
  ...compare('array', 'number', {
    'length-equals': ['has this many entries', (a, b) => a.length === b],
    'length-greater': ['has more entries than', (a, b) => a.length > b],
    'length-less': ['has fewer entries than', (a, b) => a.length < b],
  }),
  ...absent('array', { empty: ['is empty', (a) => a.length === 0] }),
  ...present('array', { 'not-empty': ['is not empty', (a) => a.length > 0] }),
  ...compare('object', 'string', { 'has-field': ['has the field', (a, b) => Object.hasOwn(a, b)] }),
  ...absent('object', { empty: ['is empty', (a) => Object.keys(a).length === 0] }),
  ...present('object', { 'not-empty': ['is not empty', (a) => Object.keys(a).length > 0] }),
  ...present('any', { exists: ['exists', () => true] }),
  ...absent('any', { 'not-exists': ['does not exist', () => false] }),
  ...compare('any', 'any', { equals: ['is equal to', isSameJson] }),
  ...negate('any', 'any', { 'not-equals': ['is not equal to', (a, b) => !isSameJson(a, b)] }),
  ...absent('any', { empty: ['is empty', isEmpty] }),
  ...present('any', { 'not-empty': ['is not empty', (a) => !isEmpty(a)] }),
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

/** The operator of that name with its test, or undefined. `notEquals` is taken for `not-equals`. */
export function findOperatorRow(name: string): OperatorRow | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
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
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch (error) {
    throw new BadPattern(pattern, { cause: error });
  }
}

function isEmpty(value: unknown): boolean {
  if (value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}
