import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { DraftNotice } from '@/core/contracts/draft-sync';
import type { Graph } from '@/core/contracts/portable-workflow';
import { applyDraftUpdate as mergeUpdate } from '@/core/draft/apply-draft-update';
import { UserProblem } from '@/core/errors/app-error';
import type { Problem } from '@/core/errors/problem';
import type { WorkflowDeps } from './workflow-deps';
import { hashGraph } from './draft-content';
import { changeDraft } from './change-draft';

export type DraftUpdateOutcome =
  | { ok: true; revision: number; graph: Graph; notices: readonly DraftNotice[] }
  /** Nothing was saved: the sender drops its document and takes the stored one. */
  | { ok: false; code: string; message: string; problem: Problem };

/**
 * Saves bytes from an editor: applied to a copy, read as a graph, checked, stored under the next revision. An update
 * that changes nothing keeps the revision.
 * @throws UserProblem `access.forbidden`, `workflow.not-found`.
 */
export async function applyDraftUpdate(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { workflowId: string; update: Uint8Array },
): Promise<DraftUpdateOutcome> {
  demand(scope, 'workflow:write');
  return changeDraft<DraftUpdateOutcome>(deps, scope, {
    workflowId: input.workflowId,
    change: async (row) => {
      const merged = mergeUpdate(row.doc, input.update);
      if (!merged.ok) return { save: null, result: () => refusal(merged.problem) };
      const { state, graph, notices, changed } = merged;
      return {
        save: changed ? { doc: state, graph, graphHash: hashGraph(graph) } : null,
        result: (revision) => ({ ok: true, revision, graph, notices }),
      };
    },
    gone: () => {
      throw UserProblem.notFound('workflow');
    },
  });
}

function refusal(problem: Problem): DraftUpdateOutcome {
  return { ok: false, code: problem.code, message: problem.message, problem };
}
