/** Text out of bytes: a byte order mark decides, else the encoding that is named. */
import { NodeFailure } from '@/core/node-kit/node-failure';

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Names that people and other programs write, besides those of the Encoding Standard. */
const ALIASES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  utf16le: 'utf-16le',
  utf16: 'utf-16le',
  ucs2: 'utf-16le',
  'ucs-2': 'utf-16le',
  binary: 'latin1',
  win1252: 'windows-1252',
};

/** The Encoding Standard's name. Throws NodeFailure `file.unknown-encoding`. */
export function encodingOf(name: string): string {
  const wanted = name.trim().toLowerCase();
  try {
    return new TextDecoder(ALIASES[wanted] ?? (wanted === '' ? 'utf-8' : wanted)).encoding;
  } catch {
    throw NodeFailure.final(
      'file.unknown-encoding',
      `"${name}" is no encoding that is known. Use utf-8, utf-16le, iso-8859-1, windows-1252, shift_jis or the like.`,
    );
  }
}

/** What windows-1252 has where ISO 8859-1 has control characters; some Node versions read those. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Bytes that are wrong become U+FFFD. A byte order mark is left out unless it is to be kept. */
export function decodeText(bytes: Uint8Array, encoding: string, { keepBom = false } = {}): string {
  const mark = MARKS.find(([, signs]) => signs.every((sign, index) => bytes[index] === sign));
  const name = mark?.[0] ?? encodingOf(encoding);
  const text = new TextDecoder(name, { ignoreBOM: keepBom }).decode(bytes);
  if (name !== 'windows-1252') return text;
  return text.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS.charAt(sign.charCodeAt(0) - 0x80));
}
