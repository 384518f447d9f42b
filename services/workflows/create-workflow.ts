import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { insertDraft } from '@/infra/db/repositories/drafts';
import { getDefaultProjectId, insertWorkflow, listNamesLike } from '@/infra/db/repositories/workflows';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';
import { checkDraftGrowth } from './check-draft-growth';
import { contentOfGraph, readFile } from './draft-content';
import { findProblems } from './find-problems';
import { freeName } from './free-name';

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
    /** Gets a number when another workflow has its name already. */
    numbered?: true;
  },
): Promise<{ id: string; problems: Problem[] }> {
  const graph = input.numbered ? await numbered(deps, scope, input.graph) : input.graph;
  await checkDraftGrowth(deps, scope, { graph, before: null });
  const id = deps.ids.uuid7();
  const key = { tenantId: scope.tenantId, workflowId: id };
  const at = new Date(deps.clock.now());
  const content = contentOfGraph(graph);
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

async function numbered(deps: WorkflowDeps, scope: TenantScope, graph: Graph): Promise<Graph> {
  const { name } = graph;
  // The number is left out, and what a long name loses to it: whatever may be in the way begins like this.
  const begin = { tenantId: scope.tenantId, name: name.slice(0, 180) };
  const taken = await deps.db.withTenant(scope, (tx) => listNamesLike(tx, begin));
  return { ...graph, name: freeName(name, taken) };
}

function emptyGraph(): Graph {
  return portableWorkflowSchema.parse({ format: 'heddle.workflow/1', name: 'Untitled workflow', nodes: [] });
}
