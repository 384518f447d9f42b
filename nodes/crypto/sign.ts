/** Signing with a private key. */
import { createPrivateKey, createSign, getHashes, sign, type KeyObject } from 'node:crypto';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface Signer {
  update(piece: Uint8Array): void;
  end(encoding: 'hex' | 'base64' | 'base64url'): string;
}

/** Keys whose algorithm is part of them sign everything at once. */
const WHOLE = new Set(['ed25519', 'ed448']);

/** Throws NodeFailure `crypto.unknown-algorithm`. */
export function createSigner(algorithm: string, key: KeyObject): Signer {
  if (WHOLE.has(key.asymmetricKeyType ?? '')) {
    const pieces: Uint8Array[] = [];
    return {
      update: (piece) => void pieces.push(piece),
      end: (encoding) => sign(null, Buffer.concat(pieces), key).toString(encoding),
    };
  }
  const known = getHashes().find((name) => name.toLowerCase() === algorithm.trim().toLowerCase());
  if (known === undefined) {
    throw NodeFailure.final(
      'crypto.unknown-algorithm',
      `"${algorithm}" is no algorithm for signing. Use one such as RSA-SHA256 or sha512.`,
    );
  }
  const signer = createSign(known);
  return { update: (piece) => void signer.update(piece), end: (encoding) => signer.sign(key, encoding) };
}

/** A private key in PEM, its line breaks also as `\n`. Throws NodeFailure `crypto.bad-key`. */
export function privateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n').trim());
  } catch {
    throw NodeFailure.final(
      'crypto.bad-key',
      'The private key cannot be read. It must be PEM without a password, from -----BEGIN to -----END.',
    );
  }
}
