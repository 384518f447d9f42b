/** The names in scope: data of the run (`$json` …), and the helpers of JavaScript that need nothing of the host. */
import type { ScopeName } from './scope-name';
import { NAME_EXAMPLES } from './examples/names';
import { STATIC_EXAMPLES } from './examples/statics';
import { functionTable, propertyTable, withExamples, type Examples } from './table';
import { CONVENIENCE_NAMES } from './names-convenience';
import { DATA_NAMES } from './names-data';
import { DATE_NAMES } from './names-dates';
import { UNSUPPORTED_NAMES } from './names-unsupported';
import { LIST_NAMES } from './names-lists';
import { MATH_FUNCTIONS, NUMBER_FUNCTIONS, TEXT_FUNCTIONS } from './names-functions';
import { toNumber, toText } from './coerce';
import { INTL_FUNCTIONS } from './tables/formatter';

const MATH: ScopeName = {
  name: 'Math',
  signature: 'functions',
  doc: 'Mathematical functions.',
  members: MATH_FUNCTIONS,
  constants: propertyTable<undefined>([
    ['PI', 'number', 'The circle number.', () => Math.PI],
    ['E', 'number', 'Euler’s number.', () => Math.E],
    ['SQRT2', 'number', 'The square root of 2.', () => Math.SQRT2],
    ['LN2', 'number', 'The natural logarithm of 2.', () => Math.LN2],
    ['LN10', 'number', 'The natural logarithm of 10.', () => Math.LN10],
    ['LOG2E', 'number', 'The logarithm of e to base 2.', () => Math.LOG2E],
    ['LOG10E', 'number', 'The logarithm of e to base 10.', () => Math.LOG10E],
    ['SQRT1_2', 'number', 'The square root of a half.', () => Math.SQRT1_2],
  ]),
};

const INTL: ScopeName = {
  name: 'Intl',
  signature: 'functions',
  doc: 'Numbers and dates as people of a place write them.',
  members: INTL_FUNCTIONS,
};

const TYPES: readonly ScopeName[] = [
  {
    name: 'Number',
    signature: '(value) → number',
    doc: 'A value as a number.',
    call: (args, run) => (args.length === 0 ? 0 : toNumber(run, args[0])),
    members: NUMBER_FUNCTIONS,
    constants: propertyTable<undefined>([
      ['MAX_SAFE_INTEGER', 'number', 'The largest whole number without loss.', () => Number.MAX_SAFE_INTEGER],
      [
        'MIN_SAFE_INTEGER',
        'number',
        'The smallest whole number without loss.',
        () => Number.MIN_SAFE_INTEGER,
      ],
      ['MIN_VALUE', 'number', 'The smallest number above 0.', () => Number.MIN_VALUE],
      ['POSITIVE_INFINITY', 'number', 'Infinity.', () => Number.POSITIVE_INFINITY],
      ['NEGATIVE_INFINITY', 'number', 'Minus infinity.', () => Number.NEGATIVE_INFINITY],
      ['NaN', 'number', 'Not a number.', () => Number.NaN],
      ['EPSILON', 'number', 'The smallest difference from 1.', () => Number.EPSILON],
      ['MAX_VALUE', 'number', 'The largest number.', () => Number.MAX_VALUE],
    ]),
  },
  {
    name: 'String',
    signature: '(value) → text',
    doc: 'A value as text.',
    call: (args, run) => (args.length === 0 ? '' : toText(run, args[0])),
    members: functionTable<undefined>([
      [
        'fromCharCode',
        '(…codes) → text',
        'The characters of these codes.',
        (_s, args, run) => String.fromCharCode(...args.slice(0, 1000).map((code) => toNumber(run, code))),
      ],
      [
        'fromCodePoint',
        '(…codes) → text',
        'The characters of these Unicode code points.',
        (_s, args, run) => String.fromCodePoint(...args.slice(0, 1000).map((code) => toNumber(run, code))),
      ],
    ]),
  },
  {
    name: 'Boolean',
    signature: '(value) → boolean',
    doc: 'Whether a value is truthy.',
    call: (args) => Boolean(args[0]),
  },
];

const FREE: readonly ScopeName[] = [...NUMBER_FUNCTIONS.values(), ...TEXT_FUNCTIONS.values()]
  .filter((entry) => !['isInteger', 'isSafeInteger'].includes(entry.name))
  .map((entry) => ({
    name: entry.name,
    signature: entry.signature,
    doc: entry.doc,
    call: (args, run) => {
      const strict = entry.name === 'isNaN' || entry.name === 'isFinite';
      return entry.call(undefined, strict ? [toNumber(run, args[0])] : args, run);
    },
  }));

const ALL: readonly ScopeName[] = [
  ...DATA_NAMES,
  ...CONVENIENCE_NAMES,
  ...DATE_NAMES,
  ...LIST_NAMES,
  MATH,
  INTL,
  ...TYPES,
  ...FREE,
  ...UNSUPPORTED_NAMES,
];

/** The examples of what a name has: `Math.max` is that of `max` under `Math`. */
function examplesUnder(name: string): Examples {
  const own = [...STATIC_EXAMPLES].filter(([path]) => path.startsWith(`${name}.`));
  return new Map(own.map(([path, example]) => [path.slice(name.length + 1), example]));
}

function withHelp(entry: ScopeName): ScopeName {
  const examples = examplesUnder(entry.name);
  return {
    ...entry,
    example: NAME_EXAMPLES.get(entry.name),
    ...(entry.members ? { members: withExamples(entry.members, examples) } : {}),
    ...(entry.constants ? { constants: withExamples(entry.constants, examples) } : {}),
  };
}

/** Every name in scope, by name. */
export const SCOPE_NAMES: ReadonlyMap<string, ScopeName> = new Map(
  ALL.map((entry) => [entry.name, withHelp(entry)]),
);

export function findScopeName(name: string): ScopeName | undefined {
  return SCOPE_NAMES.get(name);
}
