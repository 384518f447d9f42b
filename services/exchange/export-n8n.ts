import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import type { WorkflowDeps } from '@/services/workflows/workflow-deps';

/**
 * A workflow in n8n's format: what came from there comes back as it was, but for what was changed here. `lost` names the
 * nodes whose changes n8n's format has no place for.
 * @throws UserProblem `workflow.not-found`.
 */
export async function exportN8n(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; version?: number | undefined },
): Promise<{ file: unknown; lost: string[] }> {
  demand(scope, 'workflow:read');
  const { graph } = await exportWorkflow(deps, scope, input);
  return exportToN8n(graph);
}
