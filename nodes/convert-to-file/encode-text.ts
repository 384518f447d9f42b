/** Text as bytes in any encoding that can be read: tables for writing are made by reading every sign once. */
import { decodeText, encodingOf } from '@/core/markup/decode-text';
import { NodeFailure } from '@/core/node-kit/node-failure';

const tables = new Map<string, ReadonlyMap<string, number>>();

/** Throws NodeFailure `file.unknown-encoding` or `file.not-in-encoding`. */
export function encodeText(text: string, name: string, { addBom }: { addBom: boolean }): Uint8Array {
  const encoding = encodingOf(name);
  if (encoding === 'utf-8') return new TextEncoder().encode(addBom ? `\uFEFF${text}` : text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = Buffer.from(addBom ? `\uFEFF${text}` : text, 'utf16le');
    return Uint8Array.from(encoding === 'utf-16be' ? bytes.swap16() : bytes);
  }
  const table = tableOf(encoding);
  const bytes: number[] = [];
  for (const sign of text) {
    const code = table.get(sign);
    if (code === undefined) {
      throw NodeFailure.final(
        'file.not-in-encoding',
        `"${sign}" cannot be written in ${encoding}. Use utf-8, or replace the character.`,
        { details: { encoding } },
      );
    }
    if (code > 255) bytes.push(code >> 8);
    bytes.push(code & 255);
  }
  return Uint8Array.from(bytes);
}

/** One byte, or two for the encodings of East Asia. */
function tableOf(encoding: string): ReadonlyMap<string, number> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, number>();
  const learn = (code: number, bytes: Uint8Array): void => {
    const sign = decodeText(bytes, encoding);
    // Bytes that no sign has are read as U+FFFD.
    if (sign !== '\uFFFD' && [...sign].length === 1 && !table.has(sign)) table.set(sign, code);
  };
  for (let one = 0; one < 256; one += 1) learn(one, Uint8Array.of(one));
  if (table.size < 250) {
    for (let first = 0x81; first < 0xff; first += 1) {
      for (let second = 0x40; second < 0xff; second += 1)
        learn((first << 8) | second, Uint8Array.of(first, second));
    }
  }
  tables.set(encoding, table);
  return table;
}
