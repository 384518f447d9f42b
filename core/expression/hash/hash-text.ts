/** Texts to digests, for expressions: pure, the same in browser and worker, charged by the block. */
import { Fault } from '../errors';
import { charge, chargeText, type Run } from '../run';
import { toHex } from './bytes';
import { md5 } from './md5';
import { ripemd160 } from './ripemd160';
import { sha1 } from './sha1';
import { sha224, sha256 } from './sha256';
import { sha3 } from './sha3';
import { sha384, sha512 } from './sha512';

interface Algorithm {
  digest: (message: Uint8Array) => Uint8Array;
  /** Steps for each byte, as measured. */
  cost: number;
}

const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['md5', { digest: md5, cost: 2 }],
  ['sha1', { digest: sha1, cost: 2 }],
  ['sha224', { digest: sha224, cost: 1 }],
  ['sha256', { digest: sha256, cost: 1 }],
  ['sha384', { digest: sha384, cost: 40 }],
  ['sha512', { digest: sha512, cost: 40 }],
  ['sha3', { digest: sha3, cost: 60 }],
  ['ripemd160', { digest: ripemd160, cost: 4 }],
]);

/** The digest of the text's UTF-8 bytes in hexadecimal. Throws a Fault for an algorithm that is not known. */
export function hashText(run: Run, text: string, algorithm: string): string {
  const known = ALGORITHMS.get(algorithm.toLowerCase().replace('-', ''));
  if (!known)
    throw new Fault(
      'type',
      `hash() knows ${[...ALGORITHMS.keys()].join(', ')} and base64, not "${algorithm.slice(0, 30)}".`,
    );
  chargeText(run, text.length * 4);
  const bytes = new TextEncoder().encode(text);
  charge(run, 1000 + bytes.length * known.cost);
  return toHex(known.digest(bytes));
}
