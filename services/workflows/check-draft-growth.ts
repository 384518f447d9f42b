import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { ServiceDeps } from '@/services/deps';

/**
 * Refuses a draft with more nodes than the tenant may have. One that had more already may be edited, as long as it
 * does not grow: the limit may have been lowered since.
 * @throws UserProblem `graph.too-many`, `access.forbidden` for credentials that are put in by whoever may use none.
 */
export async function checkDraftGrowth(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  { graph, before }: { graph: Graph; before: unknown },
): Promise<void> {
  const { 'workflow.nodes': limit } = await deps.db.limits.of(scope.tenantId);
  demandNewCredentials(scope, graph, before);
  const count = graph.nodes.length;
  if (count <= limit || count <= countNodes(before)) return;
  throw new UserProblem(
    'graph.too-many',
    `A workflow holds at most ${limit} nodes; here would be ${count}. Move a part of it to a workflow of its own, or ask an admin to raise the limit.`,
    { status: 422, details: { list: 'nodes', limit, count } },
  );
}

/** Whoever puts a credential into a workflow uses it: its runs do what the credential allows. */
function demandNewCredentials(scope: TenantScope, graph: Graph, before: unknown): void {
  if (graph.nodes.every(({ credentials }) => Object.keys(credentials).length === 0)) return;
  const known = new Set(credentialIds(before));
  if (credentialIds(graph).some((id) => !known.has(id))) demand(scope, 'credential:use');
}

/** Names that stand for credentials of elsewhere, and lead nowhere here, are left out. */
function credentialIds(stored: unknown): string[] {
  if (typeof stored !== 'object' || stored === null || !('nodes' in stored)) return [];
  // Stored graphs were parsed before they were stored.
  return (stored as Graph).nodes.flatMap(({ credentials }) =>
    Object.values(credentials).filter((id) => rowIdSchema.safeParse(id).success),
  );
}

/** Of a stored graph; 0 where there was none. */
function countNodes(stored: unknown): number {
  if (typeof stored !== 'object' || stored === null || !('nodes' in stored)) return 0;
  return Array.isArray(stored.nodes) ? stored.nodes.length : 0;
}
