/** `Buffer`, `TextEncoder`, `atob` and the like, as far as code uses them: bytes as text and back. */

type Encoding = string | undefined;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Arguments at once for `String.fromCharCode`. */
const CHUNK = 8192;

/** Bytes of a text in UTF-8; lone surrogates become U+FFFD. */
export function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const read = character.codePointAt(0) ?? 0;
    const code = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return bytes;
}

/** The text of bytes in UTF-8; what is none becomes U+FFFD. */
export function fromUtf8(bytes: Uint8Array): string {
  const units: string[] = [];
  for (let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const more =
      first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    let code = more === 0 ? first : first & (0x3f >> more);
    let taken = 1;
    while (taken <= more && ((bytes[at + taken] ?? 0) & 0xc0) === 0x80) {
      code = (code << 6) | ((bytes[at + taken] ?? 0) & 63);
      taken += 1;
    }
    const least = [0, 0x80, 0x800, 0x10000][more] ?? 0;
    const isWrong = taken <= more || code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
    const isStray = more === 0 && first >= 0x80;
    units.push(isWrong || isStray ? '\ufffd' : String.fromCodePoint(code));
    at += taken;
  }
  return units.join('');
}

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const left = bytes.length - at;
    parts.push(
      (BASE64[a >> 2] ?? '') +
        (BASE64[((a & 3) << 4) | (b >> 4)] ?? '') +
        (left > 1 ? (BASE64[((b & 15) << 2) | (c >> 6)] ?? '') : '=') +
        (left > 2 ? (BASE64[c & 63] ?? '') : '='),
    );
  }
  return parts.join('');
}

/** Both alphabets; what is no letter of them is passed over. */
export function fromBase64(text: string): number[] {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const character of text.replace(/-/g, '+').replace(/_/g, '/')) {
    const value = BASE64.indexOf(character);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return bytes;
}

function bytesOf(text: string, encoding: Encoding): number[] {
  switch (encoding?.toLowerCase()) {
    case 'base64':
    case 'base64url':
      return fromBase64(text);
    case 'hex':
      return (/^(?:[0-9a-f]{2})*/i.exec(text)?.[0].match(/../g) ?? []).map((pair) => parseInt(pair, 16));
    case 'latin1':
    case 'binary':
    case 'ascii':
      return Array.from(text, (character) => character.charCodeAt(0) & 255);
    default:
      return utf8(text);
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** What people use of Node's class of that name. */
export class GuestBuffer extends Uint8Array {
  /** Old code makes buffers of text with `new`. */
  constructor(source: number | string | ArrayLike<number> = 0, encoding?: string) {
    if (typeof source === 'string') super(bytesOf(source, encoding));
    else if (typeof source === 'number') super(source);
    else super(source);
  }
  static override from(source: unknown, encoding?: unknown): GuestBuffer {
    if (typeof source === 'string') return make(bytesOf(source, encoding as Encoding)); // checked where it is used
    if (source instanceof ArrayBuffer) return make(new Uint8Array(source));
    return make(source as ArrayLike<number>); // anything with a length, as there
  }
  static alloc(size: number, fill = 0): GuestBuffer {
    return make(new Uint8Array(size).fill(fill));
  }
  static concat(list: readonly Uint8Array[]): GuestBuffer {
    return make(list.flatMap((bytes) => [...bytes]));
  }
  static isBuffer(value: unknown): boolean {
    return value instanceof GuestBuffer;
  }
  static byteLength(text: string, encoding?: string): number {
    return bytesOf(text, encoding).length;
  }
  override toString(encoding?: string): string {
    switch (encoding?.toLowerCase()) {
      case 'base64':
        return toBase64(this);
      case 'base64url':
        return toBase64(this).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
      case 'hex':
        return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
      case 'latin1':
      case 'binary':
      case 'ascii':
        return latin1(this);
      default:
        return fromUtf8(this);
    }
  }
  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, index) => byte === other[index]);
  }
  toJSON(): { type: 'Buffer'; data: number[] } {
    return { type: 'Buffer', data: [...this] };
  }
}

function make(bytes: ArrayLike<number>): GuestBuffer {
  const buffer = new GuestBuffer(bytes.length);
  buffer.set(bytes);
  return buffer;
}

/** Globals of the web and of Node that hold bytes. */
export const BYTE_GLOBALS = {
  Buffer: GuestBuffer,
  TextEncoder: class TextEncoder {
    readonly encoding = 'utf-8';
    encode(text = ''): Uint8Array {
      return Uint8Array.from(utf8(String(text)));
    }
  },
  TextDecoder: class TextDecoder {
    readonly encoding = 'utf-8';
    decode(bytes?: Uint8Array | ArrayBuffer): string {
      if (bytes === undefined) return '';
      return fromUtf8(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes);
    }
  },
  btoa: (text: string): string => toBase64(Uint8Array.from(bytesOf(String(text), 'latin1'))),
  atob: (text: string): string => latin1(Uint8Array.from(fromBase64(String(text)))),
};
