import { UserProblem } from '@/core/errors/app-error';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { announceSessionChange } from './announce-session-change';

/**
 * Ends one of a person's sessions: signing out here, or in another place.
 * @throws UserProblem `session.not-found`.
 */
export async function revokeSession(
  deps: PeopleDeps,
  input: { userId: string; id: string },
): Promise<{ id: string }> {
  const { userId, id } = input;
  await deps.db.withUser({ userId }, async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId, id } });
    if (count === 0) throw UserProblem.notFound('session');
    await announceSessionChange(tx, userId);
  });
  return { id };
}
