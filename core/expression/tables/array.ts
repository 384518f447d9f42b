/** What arrays can do. No method changes the array itself: sort and reverse give changed copies. */
import { expectCallback, expectList, joinList, toInteger, toPrimitive, toText } from '../coerce';
import { Fault } from '../errors';
import { charge, chargeList, type Run } from '../run';
import { functionTable, propertyTable, type FunctionRow, type KindTable } from '../table';
import { Lambda } from '../values';
import { ARRAY_HELPER_ROWS } from './array-helpers';

type List = readonly unknown[];

function each(
  name: string,
  args: readonly unknown[],
): (value: unknown, index: number, list: List) => unknown {
  const callback = expectCallback(args[0], name);
  return (value, index, list) => callback.call(value, index, list);
}

const STANDARD: readonly FunctionRow<List>[] = [
  [
    'at',
    '(index) → any',
    'The entry at a position; negative counts from the end.',
    (l, [i], run) => l.at(toInteger(run, i, 0)),
  ],
  ['concat', '(…arrays) → array', 'This array followed by others.', concat],
  ['every', '(x => boolean) → boolean', 'Whether all entries pass.', (l, a) => l.every(each('every', a))],
  ['some', '(x => boolean) → boolean', 'Whether an entry passes.', (l, a) => l.some(each('some', a))],
  ['filter', '(x => boolean) → array', 'The entries that pass.', (l, a) => l.filter(each('filter', a))],
  ['find', '(x => boolean) → any', 'The first entry that passes.', (l, a) => l.find(each('find', a))],
  [
    'findIndex',
    '(x => boolean) → number',
    'Where the first entry that passes is, or -1.',
    (l, a) => l.findIndex(each('findIndex', a)),
  ],
  [
    'findLast',
    '(x => boolean) → any',
    'The last entry that passes.',
    (l, a) => l.findLast(each('findLast', a)),
  ],
  [
    'findLastIndex',
    '(x => boolean) → number',
    'Where the last entry that passes is, or -1.',
    (l, a) => l.findLastIndex(each('findLastIndex', a)),
  ],
  [
    'flat',
    '(depth?) → array',
    'Inner arrays taken apart, one level unless told.',
    (l, [d], run) => flatten(run, l, Math.min(100, toInteger(run, d, 1))),
  ],
  [
    'flatMap',
    '(x => array) → array',
    'A function applied to each entry, results joined.',
    (l, a, run) => flatten(run, l.map(each('flatMap', a)), 1),
  ],
  ['includes', '(value) → boolean', 'Whether it contains this value.', (l, [v]) => l.includes(v)],
  ['indexOf', '(value) → number', 'Where this value first is, or -1.', (l, [v]) => l.indexOf(v)],
  ['lastIndexOf', '(value) → number', 'Where this value last is, or -1.', (l, [v]) => l.lastIndexOf(v)],
  [
    'join',
    '(separator?) → text',
    'All entries as one text (commas unless told).',
    (l, [s], run) => joinList(run, l, s === undefined ? ',' : toText(run, s)),
  ],
  ['map', '(x => any) → array', 'A function applied to each entry.', (l, a) => l.map(each('map', a))],
  [
    'reduce',
    '((sum, x) => any, start?) → any',
    'All entries combined from left to right.',
    (l, a) => reduce(l, a, 'reduce'),
  ],
  [
    'reduceRight',
    '((sum, x) => any, start?) → any',
    'All entries combined from right to left.',
    (l, a) => reduce(l.toReversed(), a, 'reduceRight'),
  ],
  ['reverse', '() → array', 'A copy in the opposite order.', (l) => l.toReversed()],
  ['toReversed', '() → array', 'A copy in the opposite order.', (l) => l.toReversed()],
  [
    'slice',
    '(from?, to?) → array',
    'The entries between two positions; negative counts from the end.',
    (l, [a, b], run) => l.slice(toInteger(run, a, 0), toInteger(run, b, l.length)),
  ],
  ['sort', '((a, b) => number?) → array', 'A sorted copy; as texts unless a function compares.', sort],
  ['toSorted', '((a, b) => number?) → array', 'A sorted copy.', sort],
  [
    'with',
    '(index, value) → array',
    'A copy with one entry replaced.',
    (l, [i, v], run) => l.with(toInteger(run, i, 0), v),
  ],
  ['toSpliced', '(from, count?, …values) → array', 'A copy with entries taken out and put in.', toSpliced],
  ['pop', '() → any', 'The last entry; the array stays as it is.', (l) => l.at(-1)],
  ['shift', '() → any', 'The first entry; the array stays as it is.', (l) => l[0]],
  [
    'splice',
    '(from, count?) → array',
    'The entries that are there; the array stays as it is. toSpliced gives the rest.',
    spliced,
  ],
  [
    'fill',
    '(value, from?, to?) → array',
    'A copy with the same value everywhere.',
    (l, [v, a, b], run) => [...l].fill(v, toInteger(run, a, 0), toInteger(run, b, l.length)),
  ],
  ['keys', '() → array', 'The positions.', (l) => l.map((_value, index) => index)],
  ['values', '() → array', 'The entries.', (l) => [...l]],
  ['entries', '() → array', 'Pairs of position and entry.', (l) => l.map((value, index) => [index, value])],
  ['toString', '() → text', 'All entries as one text with commas.', (l, _a, run) => joinList(run, l, ',')],
];

function refused(name: string, instead: string): FunctionRow<List> {
  return [
    name,
    '(…)',
    `Not available: expressions change nothing. Use ${instead}.`,
    () => {
      throw new Fault(
        'not-allowed',
        `${name} would change the array, and expressions change nothing. Use ${instead}.`,
      );
    },
  ];
}

const CHANGING = [
  refused('push', 'concat or append'),
  refused('unshift', '[value, ...array]'),
  refused('forEach', 'map'),
];

export const ARRAY_TABLE: KindTable = {
  functions: functionTable<List>(STANDARD, ARRAY_HELPER_ROWS, CHANGING),
  properties: propertyTable<List>([['length', 'number', 'How many entries it has.', (l) => l.length]]),
};

function concat(list: List, args: readonly unknown[], run: Run): unknown[] {
  const result: unknown[] = [...list];
  for (const arg of args) {
    const length = Array.isArray(arg) ? arg.length : 1;
    chargeList(run, result.length + length);
    if (!Array.isArray(arg)) result.push(arg);
    else for (const entry of arg) result.push(entry);
  }
  return result;
}

function flatten(run: Run, list: List, depth: number): unknown[] {
  const result: unknown[] = [];
  for (const entry of list) {
    if (Array.isArray(entry) && depth > 0)
      for (const inner of flatten(run, entry, depth - 1)) result.push(inner);
    else result.push(entry);
  }
  chargeList(run, result.length);
  return result;
}

function reduce(list: List, args: readonly unknown[], name: string): unknown {
  const callback = expectCallback(args[0], name);
  if (list.length === 0 && args.length < 2) {
    throw new Fault('type', `${name} of an empty array needs a start value: ${name}((sum, x) => …, 0).`);
  }
  const start = args.length < 2 ? 1 : 0;
  let sum = args.length < 2 ? list[0] : args[1];
  for (let index = start; index < list.length; index++) sum = callback.call(sum, list[index], index, list);
  return sum;
}

function sort(list: List, args: readonly unknown[], run: Run): unknown[] {
  charge(run, list.length * 8);
  if (args[0] instanceof Lambda) {
    const callback = args[0];
    return list.toSorted((a, b) => Number(toPrimitive(run, callback.call(a, b), 'number')));
  }
  if (args[0] !== undefined) expectCallback(args[0], 'sort');
  const keyed = list.map((value) => ({ value, key: value === undefined ? undefined : toText(run, value) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return a.key === b.key ? 0 : a.key === undefined ? 1 : -1;
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  });
  return keyed.map((entry) => entry.value);
}

function spliced(list: List, args: readonly unknown[], run: Run): unknown[] {
  if (args.length === 0) return [];
  const from = toInteger(run, args[0], 0);
  const start = from < 0 ? Math.max(0, list.length + from) : Math.min(from, list.length);
  return list.slice(start, start + Math.max(0, toInteger(run, args[1], list.length)));
}

function toSpliced(list: List, args: readonly unknown[], run: Run): unknown[] {
  if (args.length === 0) return [...list];
  const from = toInteger(run, args[0], 0);
  const start = from < 0 ? Math.max(0, list.length + from) : Math.min(from, list.length);
  const count = Math.max(0, toInteger(run, args[1], list.length));
  return [
    ...list.slice(0, start),
    ...expectList(args.slice(2), 'What is put in'),
    ...list.slice(start + count),
  ];
}
