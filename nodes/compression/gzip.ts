/** gzip (RFC 1952) in memory, bounded. */
import { Gunzip, gzipSync } from 'fflate';
import { crc32 } from '@/core/files/crc32';
import { tooLarge } from '@/core/files/zip';
import { NodeFailure } from '@/core/node-kit/node-failure';

const PIECE = 65_536;
const TRAILER = 8;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** `now` in milliseconds since the epoch is the time that the file says. */
export function pack(bytes: Uint8Array, { name, now }: { name: string; now: number }): Uint8Array {
  return gzipSync(bytes, { filename: name, mtime: new Date(now) });
}

/** Throws NodeFailure `archive.damaged` or `archive.too-large`; stops where the bound is reached. */
export function unpack(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isOne = true;
  const stream = new Gunzip((piece) => {
    size += piece.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    pieces.push(piece);
  });
  // Told of every member but the first.
  stream.onmember = () => void (isOne = false);
  try {
    for (let start = 0; start < bytes.length; start += PIECE) {
      stream.push(bytes.subarray(start, start + PIECE), start + PIECE >= bytes.length);
    }
  } catch (error) {
    throw error instanceof NodeFailure ? error : damaged();
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  // Of several members the last one's sum is of that member alone.
  if (isOne && !fitsTrailer(bytes, whole)) throw damaged();
  return whole;
}

function fitsTrailer(bytes: Uint8Array, whole: Uint8Array): boolean {
  if (bytes.length < TRAILER + 10) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - TRAILER, TRAILER);
  return view.getUint32(0, true) === crc32(whole) && view.getUint32(4, true) === whole.length % 2 ** 32;
}

function damaged(): NodeFailure {
  return NodeFailure.final(
    'archive.damaged',
    'The gzip file is damaged or not whole. Get it again from where it comes.',
  );
}
