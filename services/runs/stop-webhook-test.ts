import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { ServiceDeps } from '@/services/deps';
import type { WebhookTestInput } from './listen-webhook-test';

/** Stops listening; `stopped` is false when nobody listened any more. */
export async function stopWebhookTest(
  deps: ServiceDeps,
  scope: TenantScope,
  input: WebhookTestInput,
): Promise<{ stopped: boolean }> {
  demand(scope, 'run:start');
  const count = await deps.db.withTenant(
    scope,
    (tx) => tx.$executeRaw`delete from webhook_listeners
      where tenant_id = ${scope.tenantId}::uuid and workflow_id = ${input.workflowId}::uuid and node_id = ${input.nodeId}`,
  );
  return { stopped: count > 0 };
}
