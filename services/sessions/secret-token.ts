import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text for a link or cookie. Shown once; only its hash is kept. */
export function makeSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256: enough for a value that nobody can guess, and cheap to look up. */
export function hashSecretToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
