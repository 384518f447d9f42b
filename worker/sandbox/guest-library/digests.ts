/**
 * What code uses of Node's `crypto`: digests, HMAC (RFC 2104), and random values. Random values come from the seeded
 * numbers of the step, so a step that is done again gives the same ones: fit for ids, not for keys or passwords.
 */
import { md5 } from '@/core/expression/hash/md5';
import { ripemd160 } from '@/core/expression/hash/ripemd160';
import { sha1 } from '@/core/expression/hash/sha1';
import { sha224, sha256 } from '@/core/expression/hash/sha256';
import { sha3 } from '@/core/expression/hash/sha3';
import { sha384, sha512 } from '@/core/expression/hash/sha512';
import { GuestBuffer } from './bytes';

interface Algorithm {
  digest: (message: Uint8Array) => Uint8Array;
  /** Bytes of a block, for HMAC. */
  block: number;
}

const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['md5', { digest: md5, block: 64 }],
  ['sha1', { digest: sha1, block: 64 }],
  ['sha224', { digest: sha224, block: 64 }],
  ['sha256', { digest: sha256, block: 64 }],
  ['sha384', { digest: sha384, block: 128 }],
  ['sha512', { digest: sha512, block: 128 }],
  ['sha3512', { digest: sha3, block: 72 }],
  ['ripemd160', { digest: ripemd160, block: 64 }],
]);

function algorithmOf(name: unknown): Algorithm {
  const known = ALGORITHMS.get(
    String(name)
      .toLowerCase()
      .replace(/^rsa-|-/g, ''),
  );
  if (!known)
    throw new Error(
      `There is no digest "${String(name).slice(0, 30)}" here. Use sha256, sha512, sha1 or md5.`,
    );
  return known;
}

function bytesOf(data: unknown, encoding?: string): Uint8Array {
  if (typeof data === 'string') return GuestBuffer.from(data, encoding);
  if (data instanceof Uint8Array) return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw new TypeError('Give text or bytes to a digest. Write other values as JSON.stringify(…).');
}

class Digest {
  readonly #parts: Uint8Array[] = [];
  readonly #finish: (message: Uint8Array) => Uint8Array;

  constructor(finish: (message: Uint8Array) => Uint8Array) {
    this.#finish = finish;
  }
  update(data: unknown, encoding?: string): this {
    this.#parts.push(bytesOf(data, encoding));
    return this;
  }
  digest(encoding?: string): string | GuestBuffer {
    const bytes = GuestBuffer.from(this.#finish(GuestBuffer.concat(this.#parts)));
    return encoding === undefined || encoding === 'buffer' ? bytes : bytes.toString(encoding);
  }
}

function hmac({ digest, block }: Algorithm, given: Uint8Array): (message: Uint8Array) => Uint8Array {
  const key = new Uint8Array(block);
  key.set(given.length > block ? digest(given) : given);
  const pad = (byte: number) => key.map((value) => value ^ byte);
  return (message) =>
    digest(GuestBuffer.concat([pad(0x5c), digest(GuestBuffer.concat([pad(0x36), message]))]));
}

function fill<T extends Uint8Array>(bytes: T): T {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(Math.random() * 256);
  return bytes;
}

/** RFC 9562, version 4. */
function randomUUID(): string {
  const bytes = fill(new GuestBuffer(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The module, which is also what the global `crypto` is. */
export const GUEST_CRYPTO = {
  createHash: (name: unknown): Digest => new Digest(algorithmOf(name).digest),
  createHmac: (name: unknown, key: unknown): Digest => new Digest(hmac(algorithmOf(name), bytesOf(key))),
  getHashes: (): string[] => [...ALGORITHMS.keys()],
  randomUUID,
  randomBytes: (size: number): GuestBuffer =>
    fill(new GuestBuffer(Math.max(0, Math.floor(Number(size) || 0)))),
  randomInt(low: number, high?: number): number {
    const [from, to] = high === undefined ? [0, low] : [low, high];
    return from + Math.floor(Math.random() * (to - from));
  },
  getRandomValues: fill,
  timingSafeEqual: (a: Uint8Array, b: Uint8Array): boolean => GuestBuffer.from(a).equals(b),
};
