/** What texts can do: JavaScript's methods, and helpers people expect. Offsets and lengths are UTF-16 units. */
import { toInteger, toNumber, toText } from '../coerce';
import { Fault } from '../errors';
import { findMatches } from '../pattern';
import { charge, chargeList, chargeText, LIMITS, type Run } from '../run';
import { functionTable, propertyTable, type FunctionRow, type KindTable } from '../table';
import { Pattern } from '../values';
import { TEXT_HELPER_ROWS } from './text-helpers';
import { TEXT_PATTERN_ROWS } from './text-patterns';

const BASIC: readonly FunctionRow<string>[] = [
  [
    'at',
    '(index) → text',
    'The character at a position; negative counts from the end.',
    (s, [i], run) => s.at(toInteger(run, i, 0)),
  ],
  [
    'charAt',
    '(index) → text',
    'The character at a position.',
    (s, [i], run) => s.charAt(toInteger(run, i, 0)),
  ],
  [
    'charCodeAt',
    '(index) → number',
    'The UTF-16 code of a character.',
    (s, [i], run) => s.charCodeAt(toInteger(run, i, 0)),
  ],
  [
    'codePointAt',
    '(index) → number',
    'The Unicode code point at a position.',
    (s, [i], run) => s.codePointAt(toInteger(run, i, 0)),
  ],
  [
    'concat',
    '(…texts) → text',
    'This text followed by others.',
    (s, args, run) => bounded(run, s + args.map((a) => toText(run, a)).join('')),
  ],
  [
    'endsWith',
    '(end, length?) → boolean',
    'Whether it ends with this text.',
    (s, [t, n], run) => s.endsWith(plainText(run, t), toInteger(run, n, s.length)),
  ],
  [
    'includes',
    '(text, from?) → boolean',
    'Whether it contains this text.',
    (s, [t, n], run) => s.includes(plainText(run, t), toInteger(run, n, 0)),
  ],
  [
    'indexOf',
    '(text, from?) → number',
    'Where this text first appears, or -1.',
    (s, [t, n], run) => s.indexOf(toText(run, t), toInteger(run, n, 0)),
  ],
  [
    'lastIndexOf',
    '(text, from?) → number',
    'Where this text last appears, or -1.',
    (s, [t, n], run) => s.lastIndexOf(toText(run, t), n === undefined ? s.length : toNumber(run, n)),
  ],
  [
    'localeCompare',
    '(other) → number',
    'Negative, 0 or positive: the order of two texts in a dictionary.',
    (s, [t], run) => s.localeCompare(toText(run, t), 'en-US'),
  ],
  [
    'normalize',
    '(form?) → text',
    'Unicode normal form (NFC unless told).',
    (s, [f], run) => s.normalize(f === undefined ? 'NFC' : toText(run, f)),
  ],
  [
    'padEnd',
    '(length, fill?) → text',
    'Filled up at its end to a length.',
    (s, [n, f], run) => pad(run, s, n, f, 'end'),
  ],
  [
    'padStart',
    '(length, fill?) → text',
    'Filled up at its start to a length.',
    (s, [n, f], run) => pad(run, s, n, f, 'start'),
  ],
  ['repeat', '(count) → text', 'Repeated a number of times.', (s, [n], run) => repeat(run, s, n)],
  [
    'slice',
    '(from, to?) → text',
    'The part between two positions; negative counts from the end.',
    (s, [a, b], run) => s.slice(toInteger(run, a, 0), toInteger(run, b, s.length)),
  ],
  [
    'startsWith',
    '(start, from?) → boolean',
    'Whether it starts with this text.',
    (s, [t, n], run) => s.startsWith(plainText(run, t), toInteger(run, n, 0)),
  ],
  [
    'substring',
    '(from, to?) → text',
    'The part between two positions.',
    (s, [a, b], run) => s.substring(toInteger(run, a, 0), toInteger(run, b, s.length)),
  ],
  [
    'substr',
    '(from, length?) → text',
    'A number of characters from a position.',
    (s, [a, b], run) => substr(run, s, a, b),
  ],
  ['toLowerCase', '() → text', 'In small letters.', (s) => s.toLowerCase()],
  ['toLocaleLowerCase', '() → text', 'In small letters.', (s) => s.toLowerCase()],
  ['toUpperCase', '() → text', 'In capital letters.', (s) => s.toUpperCase()],
  ['toLocaleUpperCase', '() → text', 'In capital letters.', (s) => s.toUpperCase()],
  ['toString', '() → text', 'The text itself.', (s) => s],
  ['valueOf', '() → text', 'The text itself.', (s) => s],
  ['trim', '() → text', 'Without blanks at both ends.', (s) => s.trim()],
  ['trimEnd', '() → text', 'Without blanks at its end.', (s) => s.trimEnd()],
  ['trimStart', '() → text', 'Without blanks at its start.', (s) => s.trimStart()],
  [
    'split',
    '(separator?, limit?) → array',
    'Cut at each separator (a text or a pattern).',
    (s, [t, n], run) => split(run, s, t, n),
  ],
];

export const TEXT_TABLE: KindTable = {
  functions: functionTable(BASIC, TEXT_PATTERN_ROWS, TEXT_HELPER_ROWS),
  properties: propertyTable<string>([['length', 'number', 'How many characters it has.', (s) => s.length]]),
};

function bounded(run: Run, text: string): string {
  chargeText(run, text.length);
  return text;
}

function plainText(run: Run, value: unknown): string {
  if (value instanceof Pattern)
    throw new Fault('type', 'This takes a text, not a pattern. Use match or search.');
  return toText(run, value);
}

function pad(run: Run, text: string, length: unknown, fill: unknown, where: 'start' | 'end'): string {
  const to = toInteger(run, length, 0);
  chargeText(run, Math.max(0, to));
  const filler = fill === undefined ? ' ' : toText(run, fill);
  return where === 'start' ? text.padStart(to, filler) : text.padEnd(to, filler);
}

function repeat(run: Run, text: string, count: unknown): string {
  const times = toInteger(run, count, 0);
  if (times < 0) throw new Fault('type', 'repeat needs a count of 0 or more.');
  if (text === '') return '';
  chargeText(run, text.length * times);
  return text.repeat(times);
}

function substr(run: Run, text: string, from: unknown, length: unknown): string {
  const start = toInteger(run, from, 0);
  const first = start < 0 ? Math.max(0, text.length + start) : start;
  return text.slice(first, first + Math.max(0, toInteger(run, length, text.length)));
}

function split(run: Run, text: string, separator: unknown, limit: unknown): unknown[] {
  // As in JavaScript, a negative limit is a very large one.
  const asked = toInteger(run, limit, LIMITS.listLength);
  const most = asked < 0 ? LIMITS.listLength : asked;
  if (separator === undefined) return [text];
  if (!(separator instanceof Pattern)) {
    charge(run, text.length / 8);
    const parts = text.split(toText(run, separator), most);
    chargeList(run, parts.length);
    return parts;
  }
  const matches = findMatches(run, separator, text, true);
  if (text === '') return matches.length > 0 ? [] : [text].slice(0, most);
  // A group that took no part stands as undefined between the parts, as in JavaScript.
  const parts: (string | undefined)[] = [];
  let from = 0;
  for (const match of matches) {
    if (match.end === match.start && (match.start === 0 || match.start >= text.length)) continue;
    parts.push(text.slice(from, match.start), ...match.groups.slice(1));
    from = match.end;
  }
  parts.push(text.slice(from));
  return parts.slice(0, most);
}
