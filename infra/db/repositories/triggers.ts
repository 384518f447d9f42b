/** What starts runs of published versions: triggers and, for webhooks, the addresses they listen to. */
import { routeShape } from '@/core/graph/webhook-routes';
import type { JsonObject } from '@/core/items/item';
import type { Tx } from '@/infra/db/database';
import type { WorkflowKey } from './workflows';

export interface NewTrigger {
  id: string;
  nodeId: string;
  kind: string;
  config: JsonObject;
}

export interface NewRoute {
  path: string;
  method: string;
  nodeId: string;
  config: JsonObject;
}

/** Puts the triggers of a version in the place of those before. Throws Prisma's P2002 when an address is taken. */
export async function replaceTriggers(
  tx: Tx,
  key: WorkflowKey,
  next: { version: number; triggers: readonly NewTrigger[]; routes: readonly NewRoute[] },
): Promise<void> {
  await removeTriggers(tx, key);
  const shared = { tenantId: key.tenantId, workflowId: key.workflowId, version: next.version };
  await tx.trigger.createMany({ data: next.triggers.map((trigger) => ({ ...shared, ...trigger })) });
  await tx.webhookRoute.createMany({ data: next.routes.map((route) => ({ ...shared, ...route })) });
}

/** Nothing starts this workflow any more. */
export async function removeTriggers(tx: Tx, { tenantId, workflowId }: WorkflowKey): Promise<void> {
  await tx.trigger.deleteMany({ where: { tenantId, workflowId } });
  await tx.webhookRoute.deleteMany({ where: { tenantId, workflowId } });
}

/** No editor waits for a test event of this workflow any more. */
export async function removeListeners(tx: Tx, { tenantId, workflowId }: WorkflowKey): Promise<void> {
  await tx.webhookListener.deleteMany({ where: { tenantId, workflowId } });
}

/** Those of the addresses that another workflow of the tenant listens to. */
export async function findTakenRoutes(
  tx: Tx,
  { tenantId, workflowId }: WorkflowKey,
  routes: readonly { path: string; method: string }[],
): Promise<{ path: string; method: string; workflowName: string }[]> {
  if (routes.length === 0) return [];
  const rows = await tx.webhookRoute.findMany({
    where: {
      tenantId,
      workflowId: { not: workflowId },
      // Paths with names are compared by their shape below; a tenant has few.
      OR: routes.map(({ path, method }) =>
        path.includes(':') ? { path: { contains: ':' }, method } : { path, method },
      ),
    },
    select: { path: true, method: true, workflow: { select: { name: true } } },
  });
  return routes.flatMap(({ path, method }) =>
    rows
      .filter((row) => row.method === method && routeShape(row.path) === routeShape(path))
      .map((row) => ({ path, method, workflowName: row.workflow.name })),
  );
}
