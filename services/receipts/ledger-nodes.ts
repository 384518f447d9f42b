import type { Catalog } from '@/core/node-kit/definition';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { findStartable } from '@/infra/db/run-store/find-startable';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import type { ServiceDeps } from '@/services/deps';

export interface LedgerNode {
  id: string;
  name: string;
}

/** Nodes of the workflow, as it is drawn now, that may write to the outside. Undefined = there is no such workflow. */
export async function ledgerNodes(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  tenantId: string,
  workflowId: string,
): Promise<LedgerNode[] | undefined> {
  const found = await readAsTenant(deps.db.app, tenantId, (client) =>
    findStartable(client, { tenantId, workflowId, version: null }),
  );
  if (!found) return undefined;
  const graph = portableWorkflowSchema.safeParse(found.draftGraph);
  if (!graph.success) return [];
  return graph.data.nodes
    .filter((node) => mayWrite(deps.catalog, node.type))
    .map(({ id, name }) => ({ id, name }));
}

function mayWrite(catalog: Catalog, type: string): boolean {
  const effect = catalog.find(type)?.effect;
  return effect === 'write' || typeof effect === 'object';
}
