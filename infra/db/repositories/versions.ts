/** Versions: numbered snapshots that point at a graph. */
import type { Tx } from '@/infra/db/database';
import type { WorkflowKey } from './workflows';

export interface VersionRow {
  number: number;
  graphHash: string;
  note: string | null;
  createdBy: string;
  createdAt: Date;
}

/** The next version, one higher than the last. Call it with the draft locked. */
export async function insertVersion(
  tx: Tx,
  key: WorkflowKey,
  row: { graphHash: string; note: string | null; createdBy: string; at: Date },
): Promise<number> {
  const { tenantId, workflowId } = key;
  const last = await tx.version.aggregate({ where: { tenantId, workflowId }, _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  await tx.version.create({
    data: {
      ...{ tenantId, workflowId, number, graphHash: row.graphHash },
      ...{ note: row.note, createdBy: row.createdBy, createdAt: row.at },
    },
  });
  return number;
}

/** Versions newest first, below `before` when given. */
export async function listVersionRows(
  tx: Tx,
  key: WorkflowKey,
  page: { before: number | null; limit: number },
): Promise<VersionRow[]> {
  return tx.version.findMany({
    where: {
      tenantId: key.tenantId,
      workflowId: key.workflowId,
      ...(page.before === null ? {} : { number: { lt: page.before } }),
    },
    select: { number: true, graphHash: true, note: true, createdBy: true, createdAt: true },
    orderBy: { number: 'desc' },
    take: page.limit,
  });
}

/** One version with its graph, as JSON. Versions of archived workflows are not found. */
export async function findVersion(
  tx: Tx,
  key: WorkflowKey,
  number: number,
): Promise<(VersionRow & { graph: unknown }) | undefined> {
  const row = await tx.version.findFirst({
    where: { tenantId: key.tenantId, workflowId: key.workflowId, number, workflow: { archivedAt: null } },
    include: { graph: { select: { graph: true } } },
  });
  return row ? { ...row, graph: row.graph.graph } : undefined;
}
