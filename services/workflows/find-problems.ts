import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { checkCallees } from '@/core/graph/check-callees';
import { checkReferences, outsideIds } from '@/core/graph/check-references';
import type { KnownIds, OutsideIds } from '@/core/graph/check-references';
import { scheduleProblem } from '@/core/graph/check-schedules';
import { validateGraph } from '@/core/graph/validate-graph';
import { webhookRoutesOf } from '@/core/graph/webhook-routes';
import { tooFrequent } from '@/core/schedule/check-schedule';
import type { Tx } from '@/infra/db/database';
import { findLimit } from '@/infra/db/repositories/limits';
import { findKnownCredentials, findKnownWorkflows } from '@/infra/db/repositories/known-ids';
import { findTakenRoutes } from '@/infra/db/repositories/triggers';
import type { WorkflowKey } from '@/infra/db/repositories/workflows';
import type { ServiceDeps } from '@/services/deps';
import { readCallables } from './callable-workflows';

/**
 * Everything that publishing would say: the graph's own problems, ids that name nothing in the tenant, workflows that it
 * names and that cannot be started, and addresses that other workflows hold.
 */
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
  const outside = outsideIds(graph, deps.catalog);
  const references = checkReferences(graph, deps.catalog, await knownIds(tx, key, outside));
  const callees = checkCallees(graph, deps.catalog, {
    self: key.workflowId,
    workflows: await readCallables(deps, tx, { tenantId: key.tenantId, ids: outside.workflows }),
  });
  return [
    ...problems,
    ...references,
    ...callees,
    ...(await checkFrequency(deps, tx, input)),
    ...taken.flatMap(({ path, method, workflowName }) => {
      const nodeId = routes.find((route) => route.path === path && route.method === method)?.nodeId ?? null;
      return [pathTaken({ nodeId, path, method, workflowName })];
    }),
  ];
}

async function knownIds(tx: Tx, key: WorkflowKey, { workflows, credentials }: OutsideIds): Promise<KnownIds> {
  return {
    self: key.workflowId,
    workflows: await findKnownWorkflows(tx, key.tenantId, workflows),
    credentials: await findKnownCredentials(tx, key.tenantId, credentials),
  };
}

/** Schedules that come due more often than the tenant may. */
async function checkFrequency(
  deps: Pick<ServiceDeps, 'catalog'>,
  tx: Tx,
  { key, graph }: { key: WorkflowKey; graph: Graph },
): Promise<Problem[]> {
  const schedules = graph.nodes.filter(
    (node) =>
      !node.settings.disabled && deps.catalog.find(node.type, node.typeVersion)?.trigger === 'schedule',
  );
  if (schedules.length === 0) return [];
  const least = await findLimit(tx, key.tenantId, 'schedule.min-interval-seconds');
  return schedules.flatMap((node) =>
    tooFrequent(node.parameters, least).map((issue) => scheduleProblem(node, issue)),
  );
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
