/** What starts runs of published versions: triggers and, for webhooks, the addresses they listen to. */
import { Bug } from '@/core/errors/app-error';
import { canonicalJson } from '@/core/graph/serialise';
import { routeShape } from '@/core/graph/webhook-routes';
import type { JsonObject } from '@/core/items/item';
import type { Tx } from '@/infra/db/database';
import type { WorkflowKey } from './workflows';

export interface NewTrigger {
  id: string;
  nodeId: string;
  kind: string;
  config: JsonObject;
  /** Schedules: the tick to begin with, in milliseconds; null = it never comes due. Absent for other kinds. */
  start?: { tickMs: number | null; dueAtMs: number | null };
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
  const before = await lockSchedules(tx, key);
  await removeTriggers(tx, key);
  const shared = { tenantId: key.tenantId, workflowId: key.workflowId, version: next.version };
  await tx.trigger.createMany({
    data: next.triggers.map(({ start, ...trigger }) => {
      if (!start) return { ...shared, ...trigger };
      const same = before.find(
        (row) => row.nodeId === trigger.nodeId && canonicalJson(row.config) === canonicalJson(trigger.config),
      );
      const { id, state, nextDueAt } = same ?? {
        id: trigger.id,
        state: { tick: start.tickMs },
        nextDueAt: start.dueAtMs === null ? null : new Date(start.dueAtMs),
      };
      return { ...shared, ...trigger, id, state, nextDueAt };
    }),
  });
  await tx.webhookRoute.createMany({ data: next.routes.map((route) => ({ ...shared, ...route })) });
}

interface ScheduleRow {
  id: string;
  nodeId: string;
  config: JsonObject;
  state: JsonObject;
  nextDueAt: Date | null;
}

/**
 * The schedules as they are. Locked: a worker that handles a tick of theirs is waited for, so what it did is known and a
 * schedule that stays as it is goes on where it was.
 */
async function lockSchedules(tx: Tx, { tenantId, workflowId }: WorkflowKey): Promise<ScheduleRow[]> {
  return tx.$queryRaw<ScheduleRow[]>`
    select id, node_id as "nodeId", config, state, next_due_at as "nextDueAt" from triggers
    where tenant_id = ${tenantId}::uuid and workflow_id = ${workflowId}::uuid and kind = 'schedule' for update`;
}

/** The database's clock, in milliseconds: schedules go by it alone. */
export async function databaseNow(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`select now() as now`;
  const now = rows[0]?.now;
  if (!now) throw new Bug('database.no-clock', 'The database did not say what time it is.');
  return now.getTime();
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
