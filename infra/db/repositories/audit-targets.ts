/** What the targets of audit entries, and the API keys that acted, are called today. The log itself holds ids alone. */
import type { Tx } from '@/infra/db/database';

interface Named {
  actorKind: string;
  actorId: string;
  targetKind: string | null;
  targetId: string | null;
}

/** Names by id; what has none, or is gone, is left out. */
export async function findTargetNames(
  tx: Tx,
  tenantId: string,
  entries: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (kind: string) => [
    ...new Set(
      entries.flatMap(({ actorKind, actorId, targetKind, targetId }) => [
        ...(targetKind === kind && targetId !== null ? [targetId] : []),
        ...(actorKind === kind ? [actorId] : []),
      ]),
    ),
  ];
  const asked = (kind: string) => ({
    where: { tenantId, id: { in: idsOf(kind) } },
    select: { id: true, name: true },
  });
  const workflows = await tx.workflow.findMany({
    where: { ...asked('workflow').where, archivedAt: null },
    select: { id: true, name: true },
  });
  const credentials = await tx.credential.findMany(asked('credential'));
  const keys = await tx.apiKey.findMany(asked('api-key'));
  return new Map([...workflows, ...credentials, ...keys].map(({ id, name }) => [id, name]));
}
