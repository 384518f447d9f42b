import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { WorkflowDeps } from './workflow-deps';
import { saveNewWorkflow } from './create-workflow';
import { getDraft } from './get-draft';

/** A copy of the draft as a new workflow, without history. @throws UserProblem `workflow.not-found`. */
export async function duplicateWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; name?: string | undefined },
): Promise<{ id: string }> {
  demand(scope, 'workflow:write');
  const { graph } = await getDraft(deps, scope, { id: input.id });
  const name = input.name ?? `${graph.name.slice(0, 190)} (copy)`;
  const { id } = await saveNewWorkflow(deps, scope, {
    graph: { ...graph, name },
    action: 'workflow.duplicate',
    from: input.id,
  });
  return { id };
}
