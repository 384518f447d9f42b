import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { findStartable } from '@/infra/db/run-store/find-startable';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import type { ServiceDeps } from '@/services/deps';
import { keepDraftGraph } from './draft-graph';

/** How long an editor listens for a test event. */
const LISTEN_MS = 10 * 60_000;

export interface WebhookTestInput {
  workflowId: string;
  /** The webhook node in the draft. */
  nodeId: string;
}

/**
 * Listens for one event at the webhook's test address; it starts the draft as it stands now. `url` is the path on this
 * server.
 * @throws UserProblem `workflow.not-found`, `run.unknown-trigger`, `workflow.has-problems`.
 */
export async function listenWebhookTest(
  deps: ServiceDeps,
  scope: TenantScope,
  input: WebhookTestInput,
): Promise<{ url: string; expiresAt: string }> {
  demand(scope, 'run:start');
  const startable = await readAsTenant(deps.db.app, scope.tenantId, (client) =>
    findStartable(client, { tenantId: scope.tenantId, workflowId: input.workflowId, version: null }),
  );
  if (!startable) throw UserProblem.notFound('workflow');
  const { graph, graphHash } = await keepDraftGraph(deps, scope, startable.draftGraph);
  const node = graph.nodes.find((candidate) => candidate.id === input.nodeId && candidate.type === 'webhook');
  if (!node) {
    throw new UserProblem(
      'run.unknown-trigger',
      `The draft has no webhook node with the id “${input.nodeId}”.`,
      {
        status: 422,
      },
    );
  }
  const path = String(node.parameters['path'] ?? '');
  const methods = Array.isArray(node.parameters['methods'])
    ? node.parameters['methods'].map(String)
    : ['POST'];
  const expiresAt = new Date(deps.clock.now() + LISTEN_MS);
  await deps.db.withTenant(scope, async (tx) => {
    await tx.$executeRaw`delete from webhook_listeners where tenant_id = ${scope.tenantId}::uuid and expires_at < now()`;
    await tx.$executeRaw`insert into webhook_listeners (tenant_id, path, method, workflow_id, graph_hash, node_id, user_id, expires_at)
      select ${scope.tenantId}::uuid, ${path}, m, ${input.workflowId}::uuid, ${graphHash}, ${node.id}, ${scope.actor.id}::uuid, ${expiresAt}
      from unnest(${methods}::text[]) m
      on conflict (tenant_id, path, method) do update set workflow_id = excluded.workflow_id, graph_hash = excluded.graph_hash,
        node_id = excluded.node_id, user_id = excluded.user_id, expires_at = excluded.expires_at`;
  });
  return { url: `/hooks-test/${scope.tenantSlug}/${path}`, expiresAt: expiresAt.toISOString() };
}
