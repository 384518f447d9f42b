import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { findDraft } from '@/infra/db/repositories/drafts';
import type { WorkflowDeps } from './workflow-deps';
import { hashGraph, readStoredGraph } from './draft-content';

export interface DraftView {
  graph: Graph;
  /** The Yjs document as one update. */
  state: Uint8Array;
  revision: number;
  /** Content hash: the same graph has the same tag. Quoted by REST as ETag. */
  etag: string;
}

/** The draft as document and as graph. @throws UserProblem `workflow.not-found`. */
export async function getDraft(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<DraftView> {
  demand(scope, 'workflow:read');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  const row = await deps.db.withTenant(scope, (tx) => findDraft(tx, key));
  if (!row) throw UserProblem.notFound('workflow');
  const graph = readStoredGraph(row.graph);
  return { graph, state: row.doc, revision: row.revision, etag: row.graphHash ?? hashGraph(graph) };
}
