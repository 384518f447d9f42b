/** JSON Web Tokens in compact form, signed: RFC 7515 and RFC 7519. */
import { copyJson } from '@/core/items/field-path';
import type { JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { signText, type SigningKey } from './signature';

/** The token. Throws NodeFailure `jwt.no-secret` or `jwt.bad-key`. */
export function signToken(
  { payload, keyId }: { payload: JsonObject; keyId: string },
  { algorithm, key }: SigningKey,
): string {
  const header = { alg: algorithm, typ: 'JWT', ...(keyId === '' ? {} : { kid: keyId }) };
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${signText(text, { algorithm, key: demandKey(key) })}`;
}

/** Throws NodeFailure `jwt.no-secret`. */
export function demandKey(key: string): string {
  if (key !== '') return key;
  throw NodeFailure.final(
    'jwt.no-secret',
    'There is no secret or key. Write one, or name the field that has it.',
  );
}

/** Claims that are given as JSON or as text of it. Throws NodeFailure `jwt.no-claims`. */
export function readClaims(given: unknown): JsonObject {
  let value = given;
  if (typeof value === 'string') {
    try {
      value = JSON.parse(value) as unknown;
    } catch {
      value = null;
    }
  }
  if (isPlainObject(value)) return copyJson(value as JsonObject); // parameters are JSON
  throw NodeFailure.final(
    'jwt.no-claims',
    'Claims must be a JSON object such as {"sub": "ada"}. Correct them.',
  );
}

/** The claims with the time of signing, unless they say one. Seconds since 1970. */
export function withIssuedAt(claims: JsonObject, seconds: number): JsonObject {
  return Object.hasOwn(claims, 'iat') ? claims : { ...claims, iat: seconds };
}

function encode(part: JsonObject): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
