/** Passwords are kept as argon2id; checking one costs the same whether the person exists or not. */
import { hash, verify } from '@node-rs/argon2';

/** Algorithm 2 is argon2id; the package's enum cannot be used here, because it is erased. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What an unknown person's password is compared with: the same cost, and no password fits. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$aGVkZGxlLW5vYm9keSEhIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** `stored` null (no such person, or one without a password) does the same work and is never right. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? NOBODY, password);
  return matches && stored !== null;
}
