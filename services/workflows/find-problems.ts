import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { validateGraph } from '@/core/graph/validate-graph';
import { webhookRoutesOf } from '@/core/graph/webhook-routes';
import type { Tx } from '@/infra/db/database';
import { findTakenRoutes } from '@/infra/db/repositories/triggers';
import type { WorkflowKey } from '@/infra/db/repositories/workflows';
import type { ServiceDeps } from '@/services/deps';

/** Everything that publishing would say: the graph's own problems, and addresses that other workflows hold. */
export async function findProblems(
  deps: Pick<ServiceDeps, 'catalog'>,
  tx: Tx,
  input: { key: WorkflowKey; graph: Graph },
): Promise<Problem[]> {
  const { key, graph } = input;
  const problems = validateGraph(graph, deps.catalog, { mode: 'publish' });
  const routes = webhookNodes(deps, graph).flatMap((node) =>
    webhookRoutesOf(node).map((route) => ({ ...route, nodeId: node.id })),
  );
  const taken = await findTakenRoutes(tx, key, routes);
  return [
    ...problems,
    ...taken.flatMap(({ path, method, workflowName }) => {
      const nodeId = routes.find((route) => route.path === path && route.method === method)?.nodeId ?? null;
      return [pathTaken({ nodeId, path, method, workflowName })];
    }),
  ];
}

/** The webhook nodes that are switched on. */
export function webhookNodes(deps: Pick<ServiceDeps, 'catalog'>, graph: Graph): Graph['nodes'] {
  return graph.nodes.filter(
    (node) =>
      !node.settings.disabled && deps.catalog.find(node.type, node.typeVersion)?.trigger === 'webhook',
  );
}

/** Path and method are used once in a tenant. */
export function pathTaken(at: {
  nodeId: string | null;
  path: string;
  method: string;
  workflowName: string;
}): Problem {
  return {
    code: 'webhook.path-taken',
    severity: 'error',
    nodeId: at.nodeId,
    path: 'parameters.path',
    message: `${at.method} /${at.path} belongs to the workflow "${at.workflowName}".`,
    params: { path: at.path, method: at.method, workflow: at.workflowName },
    fix: 'Choose another path or method, or unpublish the other workflow.',
  };
}
