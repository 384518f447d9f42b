/**
 * Sign-in with e-mail and password. Tries are counted in the database, so several web processes share the count, and
 * an unknown address costs as much time as a wrong password.
 */
import { createHash } from 'node:crypto';
import type { Tx } from '@/infra/db/database';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { isPassword } from './password';
import { hashSecretToken, makeSecretToken } from './secret-token';

/** A session that is used lives on; one that is not ends after this. */
export const SESSION_LIFETIME_MS = 30 * 24 * 3_600_000;
const WINDOW_MS = 15 * 60_000;
const TRIES_PER_PERSON_AND_ADDRESS = 10;
const TRIES_PER_PERSON = 100;
const TRIES_PER_ADDRESS = 100;

export interface SignInInput {
  email: string;
  password: string;
  ip: string | null;
  userAgent: string | null;
}

export type SignInOutcome =
  | {
      kind: 'signed-in';
      token: string;
      sessionId: string;
      expiresAt: Date;
      user: { id: string; name: string; email: string };
    }
  | { kind: 'refused' }
  | { kind: 'too-many-tries'; retryAfterMs: number };

/** Checks who it is and opens a session. The token is handed out once; the database keeps its hash. */
export async function signIn(deps: PeopleDeps, input: SignInInput): Promise<SignInOutcome> {
  const email = input.email.trim().toLowerCase();
  const { lookup } = deps.db;
  const pairKey = keyOf('pair', email, input.ip ?? '');
  const [pair, person, address] = await Promise.all([
    lookup.countSignIn(pairKey, WINDOW_MS),
    lookup.countSignIn(keyOf('person', email), WINDOW_MS),
    input.ip === null ? 0 : lookup.countSignIn(keyOf('address', input.ip), WINDOW_MS),
  ]);
  if (pair > TRIES_PER_PERSON_AND_ADDRESS || person > TRIES_PER_PERSON || address > TRIES_PER_ADDRESS) {
    return { kind: 'too-many-tries', retryAfterMs: WINDOW_MS };
  }
  const found = await lookup.userByEmail(email);
  const right = await isPassword(found?.passwordHash ?? null, input.password);
  if (!found || !right) return { kind: 'refused' };
  const { passwordHash: _, ...user } = found;
  const opened = await deps.db.withUser({ userId: user.id }, (tx) =>
    insertSession(tx, deps, { userId: user.id, ip: input.ip, userAgent: input.userAgent }),
  );
  await lookup.forgetSignIns(pairKey);
  return { kind: 'signed-in', ...opened, user };
}

async function insertSession(
  tx: Tx,
  deps: PeopleDeps,
  input: { userId: string; ip: string | null; userAgent: string | null },
): Promise<{ token: string; sessionId: string; expiresAt: Date }> {
  const token = makeSecretToken();
  const sessionId = deps.ids.uuid7();
  const expiresAt = new Date(deps.clock.now() + SESSION_LIFETIME_MS);
  await tx.session.create({
    data: {
      id: sessionId,
      tokenHash: hashSecretToken(token),
      userId: input.userId,
      expiresAt,
      userAgent: input.userAgent?.slice(0, 400) ?? null,
      ip: input.ip,
    },
    select: { id: true },
  });
  return { token, sessionId, expiresAt };
}

function keyOf(...parts: string[]): Uint8Array {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
