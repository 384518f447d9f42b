import type { z } from 'zod';
import type { sessionViewSchema } from '@/core/contracts/people';
import type { PeopleDeps } from '@/services/tenants/people-deps';

export type SessionView = z.output<typeof sessionViewSchema>;

/** Where a person is signed in, the last used first. `sessionId` is the session that asks. */
export async function listSessions(
  deps: PeopleDeps,
  input: { userId: string; sessionId: string },
): Promise<{ items: SessionView[] }> {
  const rows = await deps.db.withUser(input, (tx) =>
    tx.session.findMany({
      where: { userId: input.userId, expiresAt: { gt: new Date(deps.clock.now()) } },
      orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    }),
  );
  const items = rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    userAgent: row.userAgent,
    ip: row.ip,
    current: row.id === input.sessionId,
  }));
  return { items };
}
