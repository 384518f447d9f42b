/** `$if`, `$ifEmpty`, `$max`, `$min` and `$jmespath`: small helpers under the names people know from n8n. */
import { toNumber, toText } from './coerce';
import { searchJson } from './jmespath/search';
import { charge, type Run } from './run';
import type { ScopeName } from './scope-name';
import { isPlainObject } from './values';

/** Null, undefined, an empty text, list or object. */
function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}

function numbersOf(run: Run, args: readonly unknown[]): number[] {
  charge(run, args.length);
  return args.map((arg) => toNumber(run, arg));
}

const search: NonNullable<ScopeName['call']> = ([value, query], run) =>
  searchJson(run, value, toText(run, query));

export const CONVENIENCE_NAMES: readonly ScopeName[] = [
  {
    name: '$if',
    signature: '(condition, yes, no) → any',
    doc: 'One value when the condition is truthy, else the other.',
    call: ([condition, yes, no]) => (condition ? yes : no),
  },
  {
    name: '$ifEmpty',
    signature: '(value, otherwise) → any',
    doc: 'The value, or the other one when it is null, undefined, or an empty text, list or object.',
    call: ([value, otherwise]) => (isEmptyValue(value) ? otherwise : value),
  },
  {
    name: '$max',
    signature: '(…numbers) → number',
    doc: 'The largest.',
    call: (args, run) => numbersOf(run, args).reduce((a, b) => Math.max(a, b), -Infinity),
  },
  {
    name: '$min',
    signature: '(…numbers) → number',
    doc: 'The smallest.',
    call: (args, run) => numbersOf(run, args).reduce((a, b) => Math.min(a, b), Infinity),
  },
  {
    name: '$jmespath',
    signature: '(value, query) → any',
    doc: 'What a JMESPath query finds in a value; null when there is nothing.',
    call: search,
  },
  {
    name: '$jmesPath',
    signature: '(value, query) → any',
    doc: 'The same as $jmespath.',
    call: search,
  },
];
