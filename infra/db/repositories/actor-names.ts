/** Names of those who did something in a tenant, as far as they are still members or keys of it. */
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { Tx } from '@/infra/db/database';

/** Name by id of a user or an API key. Whoever is gone, and parts of the product itself, are left out. */
export async function findActorNames(
  tx: Tx,
  tenantId: string,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(actors)].filter((id) => rowIdSchema.safeParse(id).success);
  if (ids.length === 0) return new Map();
  const members = await tx.membership.findMany({
    where: { tenantId, userId: { in: ids } },
    select: { userId: true, user: { select: { name: true } } },
  });
  const names = new Map(members.map(({ userId, user }) => [userId, user.name]));
  const rest = ids.filter((id) => !names.has(id));
  if (rest.length === 0) return names;
  const keys = await tx.apiKey.findMany({
    where: { tenantId, id: { in: rest } },
    select: { id: true, name: true },
  });
  for (const key of keys) names.set(key.id, key.name);
  return names;
}
