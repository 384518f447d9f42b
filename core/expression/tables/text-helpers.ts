/** Helpers for texts beyond JavaScript's own. */
import { toInteger, toText } from '../coerce';
import { Fault } from '../errors';
import { hashText } from '../hash/hash-text';
import { chargeText, type Run } from '../run';
import type { FunctionRow } from '../table';
import { dateTimeFromText } from './datetime';
import { tryParseJson } from './json';
import {
  addressOf,
  base64,
  domainOf,
  isDomain,
  plainLetters,
  removeMarkdown,
  titleCase,
  urlOf,
  words,
} from './text-forms';

export const TEXT_HELPER_ROWS: readonly FunctionRow<string>[] = [
  ['length', '() → number', 'How many characters it has.', (s) => s.length],
  ['isEmpty', '() → boolean', 'Whether it has no characters.', (s) => s === ''],
  ['isNotEmpty', '() → boolean', 'Whether it has characters.', (s) => s !== ''],
  [
    'first',
    '(count?) → text',
    'Its first characters (1 unless told).',
    (s, [n], run) => s.slice(0, Math.max(0, toInteger(run, n, 1))),
  ],
  [
    'last',
    '(count?) → text',
    'Its last characters (1 unless told).',
    (s, [n], run) => s.slice(Math.max(0, s.length - toInteger(run, n, 1))),
  ],
  [
    'toTitleCase',
    '() → text',
    'Each word with a capital letter, short ones in the middle (a, the, of …) excepted.',
    (s, _a, run) => titleCase(run, s),
  ],
  [
    'toSentenceCase',
    '() → text',
    'The first letter of each sentence a capital.',
    (s) =>
      s
        .toLowerCase()
        .replace(
          /(^\s*|[.!?]\s+)(\p{L})/gu,
          (_m, before: string, letter: string) => before + letter.toUpperCase(),
        ),
  ],
  ['toSnakeCase', '() → text', 'words_joined_by_underscores.', (s, _a, run) => words(run, s).join('_')],
  ['toKebabCase', '() → text', 'words-joined-by-hyphens.', (s, _a, run) => words(run, s).join('-')],
  [
    'toCamelCase',
    '() → text',
    'wordsWithInnerCapitals.',
    (s, _a, run) =>
      words(run, s)
        .map((w, i) => (i === 0 ? w : w.charAt(0).toUpperCase() + w.slice(1)))
        .join(''),
  ],
  [
    'toInt',
    '(radix?) → number',
    'The whole number it starts with.',
    (s, [r], run) => Number.parseInt(s, toInteger(run, r, 10)),
  ],
  ['toFloat', '() → number', 'The number it starts with.', (s) => Number.parseFloat(s)],
  ['toWholeNumber', '() → number', 'The whole number it starts with.', (s) => Number.parseInt(s, 10)],
  ['toDecimalNumber', '() → number', 'The number it starts with.', (s) => Number.parseFloat(s)],
  [
    'toNumber',
    '() → number',
    'The number it starts with; an error when there is none.',
    (s) => strictNumber(s),
  ],
  [
    'hash',
    '(algorithm?) → text',
    'Its digest: md5 unless told; sha1, sha224, sha256, sha384, sha512, sha3, ripemd160, base64.',
    (s, [a], run) =>
      a === 'base64' ? base64(run, s) : hashText(run, s, a === undefined ? 'md5' : toText(run, a)),
  ],
  [
    'toBoolean',
    '() → boolean',
    'False for "", "0", "false" and "no", else true.',
    (s) => !['', '0', 'false', 'no'].includes(s.trim().toLowerCase()),
  ],
  [
    'toDateTime',
    '(format?) → date',
    'Read as a date (ISO, RFC 2822, HTTP, SQL, or the format given).',
    (s, [f], run) => dateTimeFromText(run, s, f === undefined ? undefined : toText(run, f)),
  ],
  ['toDate', '() → date', 'Read as a date.', (s, _args, run) => dateTimeFromText(run, s, undefined)],
  [
    'parseJson',
    '() → any',
    'The value written as JSON; undefined where it is not JSON.',
    (s, _args, run) => tryParseJson(run, s),
  ],
  [
    'quote',
    '(mark?) → text',
    'In quotation marks, inner ones escaped.',
    (s, [m = '"'], run) => {
      const mark = toText(run, m);
      return bounded(run, mark + s.replaceAll(mark, () => `\\${mark}`) + mark);
    },
  ],
  [
    'urlEncode',
    '(whole?) → text',
    'Fit to be a part of a URL; with true, fit to be a whole URL (= and ? stay).',
    (s, [whole], run) => bounded(run, whole === true ? encodeURI(s) : encodeURIComponent(s)),
  ],
  [
    'urlDecode',
    '(whole?) → text',
    'A part of a URL as plain text; with true, a whole URL.',
    (s, [whole]) => (whole === true ? decodeURI(s) : decodeURIComponent(s)),
  ],
  ['base64Encode', '() → text', 'UTF-8 bytes as base64.', (s, _a, run) => base64(run, s)],
  [
    'base64Decode',
    '() → text',
    'Base64 as UTF-8 text.',
    (s, _a, run) => {
      chargeText(run, s.length * 4);
      return new TextDecoder().decode(
        Uint8Array.from(atob(s.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)),
      );
    },
  ],
  ['removeTags', '() → text', 'Without HTML or XML tags.', (s) => s.replace(/<[^<>]*>/g, '')],
  ['removeMarkdown', '() → text', 'Without the signs of Markdown.', (s, _a, run) => removeMarkdown(run, s)],
  [
    'replaceSpecialChars',
    '() → text',
    'Accented letters as plain ones.',
    (s, _a, run) => plainLetters(run, s),
  ],
  [
    'isNumeric',
    '() → boolean',
    'Whether it is a number.',
    (s) => s.trim() !== '' && Number.isFinite(Number(s)),
  ],
  [
    'isUrl',
    '() → boolean',
    'Whether it is a web address.',
    (s) => /^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(s) && urlOf(s) !== undefined,
  ],
  [
    'isEmail',
    '() → boolean',
    'Whether it is a mail address.',
    (s) => s.length <= 320 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(s),
  ],
  ['isDomain', '() → boolean', 'Whether it is a domain name.', isDomain],
  ['extractDomain', '() → text', 'The host of an address or mail address in it.', (s) => domainOf(s)],
  ['extractUrlPath', '() → text', 'The path of a web address.', (s) => addressOf(s)?.pathname],
];

function bounded(run: Run, text: string): string {
  chargeText(run, text.length);
  return text;
}

function strictNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text) || Number.parseFloat(text);
  if (Number.isNaN(value)) throw new Fault('type', `"${text.slice(0, 40)}" is not a number.`);
  return value;
}
