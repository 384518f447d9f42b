/**
 * ZIP archives in memory, bounded: what an archive says of its size is believed only as an upper bound, so a small one cannot
 * grow beyond it. Pure: bytes in, bytes out.
 */
import { inflateSync, zipSync, type Zippable } from 'fflate';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { crc32 } from './crc32';

export interface ZipLimits {
  /** Of all entries together, unpacked. */
  maxBytes: number;
  maxEntries: number;
}

export interface ZipEntry {
  /** As the archive says, folders with `/`. */
  name: string;
  /** Unpacked. */
  size: number;
  /** Throws NodeFailure `archive.damaged`. */
  read(): Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES = 65_535;
const ENCRYPTED = 0x1;
const UTF8_NAMES = 0x800;

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes.length >= END_BYTES &&
    (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6]))
  );
}

/**
 * The files of an archive, folders left out; nothing is unpacked before it is read. Throws NodeFailure `archive.damaged`,
 * `archive.encrypted`, `archive.too-many` or `archive.too-large`.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.maxEntries) throw tooMany(limits.maxEntries);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = readCentral({ bytes, view }, at);
    at = entry.next;
    if (entry.name.endsWith('/')) continue;
    total += entry.size;
    if (total > limits.maxBytes) throw tooLarge(limits.maxBytes);
    entries.push({ name: entry.name, size: entry.size, read: entry.read });
  }
  return entries;
}

/** One archive; names must differ. Times are of `now`, milliseconds since the epoch. */
export function writeZip(files: readonly { name: string; bytes: Uint8Array }[], now: number): Uint8Array {
  const tree: Zippable = {};
  // ZIP cannot say a time before 1980.
  const mtime = new Date(Math.max(now, Date.UTC(1980, 0, 2)));
  for (const { name, bytes } of files) tree[name] = [bytes, { mtime, level: 6 }];
  return zipSync(tree);
}

interface Archive {
  bytes: Uint8Array;
  view: DataView;
}

function readCentral({ bytes, view }: Archive, at: number) {
  if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged();
  const flags = view.getUint16(at + 8, true);
  if (flags & ENCRYPTED) throw encrypted();
  const method = view.getUint16(at + 10, true);
  const sum = view.getUint32(at + 16, true);
  const packed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const nameLength = view.getUint16(at + 28, true);
  const nameEnd = at + CENTRAL_BYTES + nameLength;
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  const place = view.getUint32(at + 42, true);
  if (next > bytes.length) throw damaged();
  const name = decodeName(bytes.subarray(at + CENTRAL_BYTES, nameEnd), (flags & UTF8_NAMES) !== 0);
  const read = (): Uint8Array => {
    const unpacked = unpack(dataAt({ bytes, view }, place, packed), { method, size });
    if (unpacked.length !== size || crc32(unpacked) !== sum) throw damaged();
    return unpacked;
  };
  return { name, size, next, read };
}

function dataAt({ bytes, view }: Archive, place: number, packed: number): Uint8Array {
  if (place + LOCAL_BYTES > bytes.length || view.getUint32(place, true) !== LOCAL) throw damaged();
  const start = place + LOCAL_BYTES + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
  if (start + packed > bytes.length) throw damaged();
  return bytes.subarray(start, start + packed);
}

function unpack(data: Uint8Array, { method, size }: { method: number; size: number }): Uint8Array {
  if (method === 0) return data.slice();
  if (method !== 8) {
    throw NodeFailure.final(
      'archive.unknown-method',
      'A file of the archive is packed in a way that is not known. Pack it again as a plain ZIP.',
    );
  }
  try {
    // With a place to write to, nothing is made beyond it.
    return inflateSync(data, { out: new Uint8Array(size) });
  } catch {
    throw damaged();
  }
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - COMMENT_BYTES); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged();
}

function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  if (!isUtf8) {
    // Many programs write UTF-8 and do not say so; what is none is taken as the old code page's letters.
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('latin1').decode(bytes);
    }
  }
  return new TextDecoder().decode(bytes);
}

function startsWith(bytes: Uint8Array, signs: readonly number[]): boolean {
  return signs.every((sign, index) => bytes[index] === sign);
}

function damaged(): NodeFailure {
  return NodeFailure.final(
    'archive.damaged',
    'The archive is damaged, or no ZIP file. Get it again from where it comes.',
  );
}

function encrypted(): NodeFailure {
  return NodeFailure.final(
    'archive.encrypted',
    'The archive has a password, which is not supported. Pack it without one.',
  );
}

function tooMany(limit: number): NodeFailure {
  return NodeFailure.final('archive.too-many', `The archive has more than ${limit} files. Split it.`, {
    details: { limit },
  });
}

/** Also for others who unpack. */
export function tooLarge(limit: number): NodeFailure {
  return NodeFailure.final(
    'archive.too-large',
    `What is in the archive is larger than ${limit} bytes. Use a smaller one, or ask an admin to raise the limit for files.`,
    { details: { limit } },
  );
}
