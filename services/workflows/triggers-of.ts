import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import { webhookRoutesOf } from '@/core/graph/webhook-routes';
import type { JsonObject } from '@/core/items/item';
import { defaultParameters } from '@/core/node-kit/new-node';
import type { NewRoute, NewTrigger } from '@/infra/db/repositories/triggers';
import type { ServiceDeps } from '@/services/deps';

/** The rows that start runs of this graph. The configuration holds the parameters with defaults filled in. */
export function triggersOf(
  deps: Pick<ServiceDeps, 'catalog' | 'ids'>,
  graph: Graph,
  webhooks: readonly GraphNode[],
): { triggers: NewTrigger[]; routes: NewRoute[] } {
  const triggers = graph.nodes.flatMap((node): NewTrigger[] => {
    const kind = deps.catalog.find(node.type, node.typeVersion)?.trigger;
    if (kind === undefined || node.settings.disabled) return [];
    // A webhook's secrets stand with its route alone.
    return [
      { id: deps.ids.uuid7(), nodeId: node.id, kind, config: kind === 'webhook' ? {} : configOf(deps, node) },
    ];
  });
  const routes = webhooks.flatMap((node) =>
    webhookRoutesOf(node).map((route) => ({ ...route, nodeId: node.id, config: configOf(deps, node) })),
  );
  return { triggers, routes };
}

function configOf(deps: Pick<ServiceDeps, 'catalog'>, node: GraphNode): JsonObject {
  const definition = deps.catalog.find(node.type, node.typeVersion);
  return { ...(definition ? defaultParameters(definition) : {}), ...node.parameters };
}
