import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { loadDraft } from '@/core/draft/apply-draft-update';
import { applyEdit } from '@/core/draft/apply-edit';
import { UserProblem } from '@/core/errors/app-error';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';
import { changeDraft } from './change-draft';
import { contentOfDoc } from './draft-content';

/** Gives a workflow another name: an edit of its draft like any other. @throws UserProblem `workflow.not-found`. */
export async function renameWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; name: string },
): Promise<{ name: string }> {
  demand(scope, 'workflow:write');
  return changeDraft(deps, scope, {
    workflowId: input.id,
    change: async (row, tx) => {
      const doc = loadDraft(row.doc);
      try {
        const outcome = applyEdit(doc, { kind: 'set-workflow-name', name: input.name }, 'rename');
        if (!outcome.done)
          throw new UserProblem('workflow.bad-name', outcome.problem.message, { status: 422 });
        const content = contentOfDoc(doc);
        const { name } = content.graph;
        if (name === row.name) return { save: null, result: () => ({ name }) };
        await recordAudit(tx, scope, {
          action: 'workflow.rename',
          targetKind: 'workflow',
          targetId: input.id,
          details: {},
        });
        return { save: content, result: () => ({ name }) };
      } finally {
        doc.destroy();
      }
    },
    gone: () => {
      throw UserProblem.notFound('workflow');
    },
  });
}
