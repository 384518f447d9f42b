import type { PeopleDeps } from '@/services/tenants/people-deps';
import { announceSessionChange } from './announce-session-change';
import { hashSecretToken, makeSecretToken } from './secret-token';

/** Requests that were under way with the old token still arrive. */
const OVERLAP_MS = 60_000;

/**
 * Gives a session whose person got another role a new token; the old one works for a minute more. Null when there is
 * nothing to rotate, also because another request just did it.
 */
export async function rotateSession(
  deps: PeopleDeps,
  input: { userId: string; sessionId: string },
): Promise<{ token: string } | null> {
  const token = makeSecretToken();
  const previousUntil = new Date(deps.clock.now() + OVERLAP_MS);
  return deps.db.withUser(input, async (tx) => {
    const count = await tx.$executeRaw`
      update sessions set previous_hash = token_hash, previous_until = ${previousUntil},
        token_hash = ${hashSecretToken(token)}, must_rotate = false
      where id = ${input.sessionId}::uuid and user_id = ${input.userId}::uuid and must_rotate`;
    if (count === 0) return null;
    await announceSessionChange(tx, input.userId);
    return { token };
  });
}
