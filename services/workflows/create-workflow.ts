import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { insertDraft } from '@/infra/db/repositories/drafts';
import { getDefaultProjectId, insertWorkflow } from '@/infra/db/repositories/workflows';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';
import { checkDraftGrowth } from './check-draft-growth';
import { contentOfGraph, readFile } from './draft-content';
import { findProblems } from './find-problems';

export interface CreateWorkflowInput {
  name?: string | undefined;
  /** A portable file, as JSON text or value. */
  file?: unknown;
}

/**
 * A new workflow: empty, or from a file. The draft may have problems; they come back with the id.
 * @throws UserProblem `workflow.file-invalid` when the file itself is broken; then nothing is saved.
 */
export async function createWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: CreateWorkflowInput,
): Promise<{ id: string; problems: Problem[] }> {
  demand(scope, 'workflow:write');
  const graph = input.file === undefined || input.file === null ? emptyGraph() : readFile(input.file);
  return saveNewWorkflow(deps, scope, {
    graph: { ...graph, name: input.name ?? graph.name },
    action: 'workflow.create',
  });
}

/** Stores a graph as a new workflow. The caller has checked the permission. */
export async function saveNewWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: {
    graph: Graph;
    action: 'workflow.create' | 'workflow.duplicate' | 'template.install';
    from?: string;
  },
): Promise<{ id: string; problems: Problem[] }> {
  await checkDraftGrowth(deps, scope, { graph: input.graph, before: null });
  const id = deps.ids.uuid7();
  const key = { tenantId: scope.tenantId, workflowId: id };
  const at = new Date(deps.clock.now());
  const content = contentOfGraph(input.graph);
  const problems = await deps.db.withTenant(scope, async (tx) => {
    const projectId = await getDefaultProjectId(tx, scope.tenantId);
    await insertWorkflow(tx, { ...key, projectId, name: content.graph.name, at });
    await insertDraft(tx, key, { ...content, by: scope.actor.id, at });
    await recordAudit(tx, scope, {
      action: input.action,
      targetKind: 'workflow',
      targetId: id,
      details: input.from === undefined ? {} : { from: input.from },
    });
    return findProblems(deps, tx, { key, graph: content.graph });
  });
  return { id, problems };
}

function emptyGraph(): Graph {
  return portableWorkflowSchema.parse({ format: 'heddle.workflow/1', name: 'Untitled workflow', nodes: [] });
}
