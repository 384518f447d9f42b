import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { TenantFile } from '@/core/contracts/tenant-file';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import { listWorkflows } from '@/services/workflows/list-workflows';
import type { WorkflowDeps } from '@/services/workflows/workflow-deps';

const PAGE = 100;

/** The drafts of all workflows of the tenant as one file, by name. */
export async function exportTenant(deps: WorkflowDeps, scope: TenantScope): Promise<TenantFile> {
  demand(scope, 'workflow:read');
  const workflows: TenantFile['workflows'] = [];
  let cursor: string | null = null;
  do {
    const page = await listWorkflows(deps, scope, { limit: PAGE, ...(cursor === null ? {} : { cursor }) });
    for (const { id } of page.items) {
      const { graph } = await exportWorkflow(deps, scope, { id });
      workflows.push({ id, file: graph });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  workflows.sort((a, b) => compare(a.file.name, b.file.name) || compare(a.id, b.id));
  return { format: 'heddle.tenant/1', workflows };
}

/** By code points, so that every machine writes the same file. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
