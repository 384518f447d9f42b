import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { ChosenCredentials, IncomingWorkflow } from '@/core/contracts/tenant-file';
import type { Problem } from '@/core/errors/problem';
import { originalErrorWorkflowOf, originalIdOf, THIS_WORKFLOW } from '@/core/exchange/n8n/original-id';
import { remapCredentials } from '@/core/exchange/remap-credentials';
import { remapWorkflows } from '@/core/exchange/remap-workflows';
import { saveNewWorkflow } from '@/services/workflows/create-workflow';
import { readFile } from '@/services/workflows/draft-content';
import { replaceDraft } from '@/services/workflows/replace-draft';
import type { WorkflowDeps } from '@/services/workflows/workflow-deps';

/** A workflow that was made, in the order of the input. */
export interface MadeWorkflow {
  id: string;
  name: string;
  problems: Problem[];
}

/**
 * Makes workflows of files that came together. Where one calls another of them by its old id, it calls the new one; where
 * they name credentials of before, those that were chosen for them take their place in all nodes. Nothing is made when one
 * of the files is broken.
 * @throws UserProblem `workflow.file-invalid`, `workflow.pins-too-large`.
 */
export async function importWorkflows(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { workflows: readonly IncomingWorkflow[]; credentials?: ChosenCredentials | undefined },
): Promise<{ workflows: MadeWorkflow[] }> {
  demand(scope, 'workflow:write');
  const graphs = input.workflows.map(({ file }) => remapCredentials(readFile(file), input.credentials ?? {}));
  const made: (MadeWorkflow & { graph: Graph })[] = [];
  const ids = new Map<string, string>();
  for (const [index, graph] of graphs.entries()) {
    const { id, problems } = await saveNewWorkflow(deps, scope, { graph, action: 'workflow.create' });
    made.push({ id, name: graph.name, problems, graph });
    const old = input.workflows[index]?.id ?? originalIdOf(graph);
    if (old !== null && old !== undefined) ids.set(old, id);
  }
  const workflows: MadeWorkflow[] = [];
  for (const { graph, ...one } of made) {
    const known = new Map([...ids, [THIS_WORKFLOW, one.id] as const]);
    const remapped = withErrorWorkflow(remapWorkflows(graph, known, deps.catalog), ids);
    if (remapped === graph) {
      workflows.push(one);
      continue;
    }
    const { problems } = await replaceDraft(deps, scope, { id: one.id, file: remapped, ifMatch: '*' });
    workflows.push({ ...one, problems });
  }
  return { workflows };
}

/** The workflow that n8n ran when this one failed, where it came along. */
function withErrorWorkflow(graph: Graph, ids: ReadonlyMap<string, string>): Graph {
  if (graph.settings.errorWorkflow !== null) return graph;
  const errorWorkflow = ids.get(originalErrorWorkflowOf(graph) ?? '');
  return errorWorkflow === undefined ? graph : { ...graph, settings: { ...graph.settings, errorWorkflow } };
}
