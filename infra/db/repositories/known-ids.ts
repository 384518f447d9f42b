/** Which of some ids exist in a tenant. An id of another tenant and one that was made up give the same answer. */
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { Tx } from '@/infra/db/database';

/** Those that name a workflow of the tenant that is not archived, written as they were given. */
export async function findKnownWorkflows(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = rowIds(ids);
  if (wanted.length === 0) return new Set();
  const rows = await tx.workflow.findMany({
    where: { tenantId, id: { in: wanted }, archivedAt: null },
    select: { id: true },
  });
  return asGiven(ids, rows);
}

/** Those that name a credential of the tenant, written as they were given. */
export async function findKnownCredentials(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = rowIds(ids);
  if (wanted.length === 0) return new Set();
  const rows = await tx.credential.findMany({
    where: { tenantId, id: { in: wanted } },
    select: { id: true },
  });
  return asGiven(ids, rows);
}

/** The database refuses what is no id at all. */
function rowIds(ids: readonly string[]): string[] {
  return ids.filter((id) => rowIdSchema.safeParse(id).success);
}

function asGiven(ids: readonly string[], rows: readonly { id: string }[]): ReadonlySet<string> {
  const known = new Set(rows.map((row) => row.id));
  return new Set(ids.filter((id) => known.has(id.toLowerCase())));
}
