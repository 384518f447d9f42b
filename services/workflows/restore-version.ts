import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { recordAudit } from '@/services/audit/record-audit';
import { changeDraft } from './change-draft';
import { hashGraph, readStoredGraph } from './draft-content';
import { putGraph } from './put-graph';
import { readGraphRef } from './read-graph-ref';
import type { WorkflowDeps } from './workflow-deps';

export interface RestoredVersion {
  /** Of the draft, now. */
  revision: number;
  etag: string;
  /** False when the draft was this version already. */
  changed: boolean;
  /** The draft as it was; putting it back while the ETag stands undoes the restoring. */
  before: Graph;
}

/**
 * Makes the draft what a version was. Becomes edits, so open editors follow; nothing is published.
 * @throws UserProblem `workflow.not-found`, `version.not-found`.
 */
export async function restoreVersion(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; version: number },
): Promise<RestoredVersion> {
  demand(scope, 'workflow:write');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  return changeDraft<RestoredVersion>(deps, scope, {
    workflowId: input.id,
    change: async (row, tx) => {
      const before = readStoredGraph(row.graph);
      const { state, graph } = putGraph(row.doc, await readGraphRef(tx, key, input.version));
      const etag = hashGraph(graph);
      if (etag === row.graphHash)
        return { save: null, result: (revision) => ({ revision, etag, changed: false, before }) };
      await recordAudit(tx, scope, {
        action: 'workflow.restore-version',
        targetKind: 'workflow',
        targetId: input.id,
        details: { version: input.version, graphHash: etag },
      });
      return {
        save: { doc: state, graph, graphHash: etag },
        result: (revision) => ({ revision, etag, changed: true, before }),
      };
    },
    gone: () => {
      throw UserProblem.notFound('workflow');
    },
  });
}
