/** Graphs by content hash: written once, never changed. */
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Tx } from '@/infra/db/database';

/** Keeps a graph under its hash; does nothing when it is there. */
export async function insertGraph(
  tx: Tx,
  row: { tenantId: string; hash: string; graph: Graph; at: Date },
): Promise<void> {
  await tx.graph.createMany({
    data: [{ tenantId: row.tenantId, hash: row.hash, graph: row.graph, createdAt: row.at }],
    skipDuplicates: true,
  });
}
