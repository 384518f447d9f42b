/** Tags: names that stand on one version of a workflow at a time. */
import type { Tx } from '@/infra/db/database';
import { holdCount } from './hold-count';
import type { WorkflowKey } from './workflows';

/** Names of each of these versions, in alphabetical order. Versions without one are left out. */
export async function findTags(
  tx: Tx,
  { tenantId, workflowId }: WorkflowKey,
  versions: readonly number[],
): Promise<ReadonlyMap<number, string[]>> {
  const rows = await tx.versionTag.findMany({
    where: { tenantId, workflowId, version: { in: [...versions] } },
    select: { name: true, version: true },
    orderBy: { name: 'asc' },
  });
  const tags = new Map<number, string[]>();
  for (const { version, name } of rows) tags.set(version, [...(tags.get(version) ?? []), name]);
  return tags;
}

/** How many tags the workflow has besides this one; nobody else puts one until the transaction ends. */
export async function countOtherTags(tx: Tx, key: WorkflowKey, name: string): Promise<number> {
  const { tenantId, workflowId } = key;
  await holdCount(tx, 'workflow.tags', workflowId);
  return tx.versionTag.count({ where: { tenantId, workflowId, name: { not: name } } });
}

/** Puts the tag on a version, taking it from the one before. Gives that one's number, or null for a new tag. */
export async function putTag(
  tx: Tx,
  key: WorkflowKey,
  tag: { name: string; version: number; by: string; at: Date },
): Promise<number | null> {
  const id = { ...pick(key), name: tag.name };
  const known = await tx.versionTag.findUnique({
    where: { tenantId_workflowId_name: id },
    select: { version: true },
  });
  if (known?.version === tag.version) return known.version;
  const data = { version: tag.version, createdBy: tag.by, createdAt: tag.at };
  await tx.versionTag.upsert({
    where: { tenantId_workflowId_name: id },
    create: { ...id, ...data },
    update: data,
  });
  return known?.version ?? null;
}

/** Takes a tag away. Gives the version it stood on, or null when there is none of that name. */
export async function removeTag(tx: Tx, key: WorkflowKey, name: string): Promise<number | null> {
  const id = { ...pick(key), name };
  const known = await tx.versionTag.findUnique({
    where: { tenantId_workflowId_name: id },
    select: { version: true },
  });
  if (known) await tx.versionTag.deleteMany({ where: id });
  return known?.version ?? null;
}

function pick({ tenantId, workflowId }: WorkflowKey): WorkflowKey {
  return { tenantId, workflowId };
}
