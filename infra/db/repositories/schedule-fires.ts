/** What schedules did. Workers write these rows (`run-store/due-schedules`); people read them here. */
import type { Tx } from '@/infra/db/database';
import type { WorkflowKey } from './workflows';

interface FireListRow {
  id: string;
  nodeId: string;
  version: number;
  outcome: string;
  reason: string | null;
  runId: string | null;
  dueAt: Date;
  lastDueAt: Date;
  ticks: number;
  firedAt: Date;
}

/** Newest first, below the id `before` when given; of one node when named. */
export async function listFireRows(
  tx: Tx,
  { tenantId, workflowId }: WorkflowKey,
  page: { nodeId: string | null; before: string | null; limit: number },
): Promise<FireListRow[]> {
  return tx.scheduleFire.findMany({
    where: {
      tenantId,
      workflowId,
      ...(page.nodeId === null ? {} : { nodeId: page.nodeId }),
      ...(page.before === null ? {} : { id: { lt: page.before } }),
    },
    select: {
      ...{ id: true, nodeId: true, version: true, outcome: true, reason: true, runId: true },
      ...{ dueAt: true, lastDueAt: true, ticks: true, firedAt: true },
    },
    orderBy: { id: 'desc' },
    take: page.limit,
  });
}
