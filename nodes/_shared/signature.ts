/** Signatures of RFC 7518: HMAC, RSA (PKCS #1 and PSS) and elliptic curves. */
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface SigningKey {
  /** HS256 … PS512. */
  algorithm: string;
  /** A secret for HS, else PEM. */
  key: string;
}

const CURVES: Readonly<Record<string, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
};

/** In base64url. Throws NodeFailure `jwt.bad-key`. */
export function signText(text: string, { algorithm, key }: SigningKey): string {
  if (algorithm.startsWith('HS')) return hmac(text, { algorithm, key }).toString('base64url');
  const fitting = demandFitting(readKey(key, createPrivateKey), algorithm);
  return sign(hashOf(algorithm), Buffer.from(text), optionsOf(fitting, algorithm)).toString('base64url');
}

/** Throws NodeFailure `jwt.bad-signature` or `jwt.bad-key`. */
export function verifyText(text: string, signature: string, { algorithm, key }: SigningKey): void {
  const given = Buffer.from(signature, 'base64url');
  if (algorithm.startsWith('HS')) {
    const expected = hmac(text, { algorithm, key });
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw badSignature();
    return;
  }
  const fitting = demandFitting(readKey(key, createPublicKey), algorithm);
  if (!verify(hashOf(algorithm), Buffer.from(text), optionsOf(fitting, algorithm), given))
    throw badSignature();
}

function hmac(text: string, { algorithm, key }: SigningKey): Buffer {
  // A public key as a secret would let everybody sign.
  if (key.includes('-----BEGIN')) {
    throw badKey(`${algorithm} wants a secret, and this is a key in PEM. Choose RS, PS or ES for it.`);
  }
  return createHmac(hashOf(algorithm), key).update(text).digest();
}

function hashOf(algorithm: string): string {
  return `sha${algorithm.slice(2)}`;
}

function optionsOf(key: KeyObject, algorithm: string) {
  return {
    key,
    ...(algorithm.startsWith('PS')
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {}),
    ...(algorithm.startsWith('ES') ? { dsaEncoding: 'ieee-p1363' as const } : {}),
  };
}

function readKey(pem: string, read: (pem: string) => KeyObject): KeyObject {
  try {
    return read(pem.replaceAll('\\n', '\n').trim());
  } catch {
    throw badKey(
      'The key cannot be read. It must be PEM, from -----BEGIN to -----END: private to sign, public to check.',
    );
  }
}

function demandFitting(key: KeyObject, algorithm: string): KeyObject {
  const curve = CURVES[algorithm];
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const fits =
    curve === undefined
      ? type === 'rsa' || (type === 'rsa-pss' && algorithm.startsWith('PS'))
      : details?.namedCurve === curve;
  if (!fits)
    throw badKey(`This key does not fit ${algorithm}. Choose the algorithm that the key was made for.`);
  return key;
}

function badKey(message: string): NodeFailure {
  return NodeFailure.final('jwt.bad-key', message);
}

function badSignature(): NodeFailure {
  return NodeFailure.final(
    'jwt.bad-signature',
    'The signature does not fit the token. It was changed, or signed with another key: do not trust it.',
  );
}
