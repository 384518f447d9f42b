/** Helpers for texts beyond JavaScript's own. */
import { toInteger, toText } from '../coerce';
import { Fault } from '../errors';
import { chargeText, type Run } from '../run';
import type { FunctionRow } from '../table';
import { dateTimeFromText } from './datetime';
import { parseJson } from './json';

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
    'Each word with a capital letter.',
    (s) =>
      s.replace(
        /\p{L}[\p{L}\p{M}'’]*/gu,
        (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
      ),
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
  ['toSnakeCase', '() → text', 'words_joined_by_underscores.', (s) => words(s).join('_')],
  ['toKebabCase', '() → text', 'words-joined-by-hyphens.', (s) => words(s).join('-')],
  [
    'toCamelCase',
    '() → text',
    'wordsWithInnerCapitals.',
    (s) =>
      words(s)
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
  ['toNumber', '() → number', 'The number it is; an error when it is none.', (s) => strictNumber(s)],
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
  ['parseJson', '() → any', 'The value written as JSON.', (s, _args, run) => parseJson(run, s)],
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
    '() → text',
    'Fit to be a part of a URL.',
    (s, _a, run) => bounded(run, encodeURIComponent(s)),
  ],
  ['urlDecode', '() → text', 'A part of a URL as plain text.', (s) => decodeURIComponent(s)],
  [
    'base64Encode',
    '() → text',
    'UTF-8 bytes as base64.',
    (s, _a, run) => {
      chargeText(run, s.length * 4);
      return btoa(Array.from(new TextEncoder().encode(s), (byte) => String.fromCharCode(byte)).join(''));
    },
  ],
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
  [
    'replaceSpecialChars',
    '() → text',
    'Accented letters as plain ones.',
    (s) =>
      s
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replaceAll('ß', 'ss')
        .replaceAll('æ', 'ae')
        .replaceAll('ø', 'o'),
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
    (s) => /^https?:$/.test(urlOf(s)?.protocol ?? ''),
  ],
  [
    'isEmail',
    '() → boolean',
    'Whether it is a mail address.',
    (s) => s.length <= 320 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(s),
  ],
  [
    'isDomain',
    '() → boolean',
    'Whether it is a domain name.',
    (s) => s.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i.test(s),
  ],
  [
    'extractDomain',
    '() → text',
    'The host of an address or mail address in it.',
    (s) => (urlOf(s) ?? urlOf(`https://${s.slice(s.lastIndexOf('@') + 1)}`))?.hostname,
  ],
  ['extractUrlPath', '() → text', 'The path of a web address.', (s) => urlOf(s)?.pathname],
];

function bounded(run: Run, text: string): string {
  chargeText(run, text.length);
  return text;
}

function words(text: string): string[] {
  const spaced = text.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2');
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function strictNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new Fault('type', `"${text.slice(0, 40)}" is not a number.`);
  return value;
}

function urlOf(text: string): URL | undefined {
  if (text.length > 10_000) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
