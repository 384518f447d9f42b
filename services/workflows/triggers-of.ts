import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import { callerOf, webhookRoutesOf } from '@/core/graph/webhook-routes';
import type { JsonObject } from '@/core/items/item';
import { defaultParameters } from '@/core/node-kit/new-node';
import { dueAtOf, nextFires } from '@/core/schedule/next-fires';
import { readSchedule } from '@/core/schedule/schedule';
import type { NewRoute, NewTrigger } from '@/infra/db/repositories/triggers';
import type { ServiceDeps } from '@/services/deps';

/**
 * The rows that start runs of this graph. The configuration holds the parameters with defaults filled in. `nowMs` is the
 * database's: schedules begin with the first tick after it.
 */
export function triggersOf(
  deps: Pick<ServiceDeps, 'catalog' | 'ids'>,
  graph: Graph,
  input: { webhooks: readonly GraphNode[]; nowMs: number },
): { triggers: NewTrigger[]; routes: NewRoute[] } {
  const triggers = graph.nodes.flatMap((node): NewTrigger[] => {
    const kind = deps.catalog.find(node.type, node.typeVersion)?.trigger;
    if (kind === undefined || node.settings.disabled) return [];
    // A webhook's secrets stand with its route alone.
    const config = kind === 'webhook' ? {} : configOf(deps, node);
    const row = { id: deps.ids.uuid7(), nodeId: node.id, kind, config };
    return [kind === 'schedule' ? scheduleOf(row, graph.settings.timezone, input.nowMs) : row];
  });
  const routes = input.webhooks.flatMap((node) =>
    webhookRoutesOf(node).map((route) => ({
      ...route,
      nodeId: node.id,
      config: { ...configOf(deps, node), credentialId: callerOf(node) },
    })),
  );
  return { triggers, routes };
}

/** A schedule keeps the zone that counts, whatever becomes of the workflow's. */
function scheduleOf(row: NewTrigger, timezone: string, nowMs: number): NewTrigger {
  const read = readSchedule(row.config, timezone);
  if (!read.ok) return { ...row, start: { tickMs: null, dueAtMs: null } };
  const { schedule } = read;
  const tickMs = nextFires(schedule, nowMs, 1)[0] ?? null;
  return {
    ...row,
    config: { ...row.config, timezone: schedule.timezone },
    start: { tickMs, dueAtMs: tickMs === null ? null : dueAtOf(schedule, tickMs, row.id) },
  };
}

function configOf(deps: Pick<ServiceDeps, 'catalog'>, node: GraphNode): JsonObject {
  const definition = deps.catalog.find(node.type, node.typeVersion);
  return { ...(definition ? defaultParameters(definition) : {}), ...node.parameters };
}
