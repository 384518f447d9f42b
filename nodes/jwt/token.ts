/** The compact form of a token: three parts in base64url. */
import type { Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { sanitiseParsed } from '@/core/items/sanitise';
import { NodeFailure } from '@/core/node-kit/node-failure';

export interface ReadToken {
  header: JsonObject;
  payload: JsonObject;
  signature: string;
  /** What the signature is about. */
  signed: string;
}

/** Throws NodeFailure `jwt.malformed`. Nothing is checked. */
export function readToken(token: string): ReadToken {
  const parts = token
    .trim()
    .replace(/^Bearer\s+/i, '')
    .split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    throw malformed();
  }
  return { header: decode(header), payload: decode(payload), signature, signed: `${header}.${payload}` };
}

function decode(part: string): JsonObject {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) throw malformed();
  try {
    const text = Buffer.from(part, 'base64url').toString();
    const { value } = sanitiseParsed(JSON.parse(text) as Json, text); // JSON.parse gives JSON
    if (isPlainObject(value)) return value; // an object of JSON
  } catch {
    // Falls through: whatever it is, it is no token.
  }
  throw malformed();
}

function malformed(): NodeFailure {
  return NodeFailure.final(
    'jwt.malformed',
    'This is no JSON Web Token: three parts with dots between, the first two of them JSON in base64url.',
  );
}
