import type { TenantScope } from '@/core/access/tenant-scope';
import { OperationalFailure } from '@/core/errors/app-error';
import type { Tx } from '@/infra/db/database';
import { lockDraft, updateDraft } from '@/infra/db/repositories/drafts';
import type { DraftContent, DraftRow } from '@/infra/db/repositories/drafts';
import { updateWorkflowHead } from '@/infra/db/repositories/workflows';
import type { WorkflowDeps } from './workflow-deps';
import { checkDraftGrowth } from './check-draft-growth';
import { tellDraftChanged } from './tell-draft-changed';

export interface DraftChange<T> {
  workflowId: string;
  /** Decides what to save, with the draft locked; `save: null` leaves it. Throwing undoes everything. */
  change: (row: DraftRow, tx: Tx) => Promise<{ save: DraftContent | null; result: (revision: number) => T }>;
  /** There is no such workflow. */
  gone: () => never;
}

/** The one way a draft is written: locked, changed, saved with its name beside it, and told after the commit. */
export async function changeDraft<T>(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: DraftChange<T>,
): Promise<T> {
  const key = { tenantId: scope.tenantId, workflowId: input.workflowId };
  const { result, savedRevision } = await deps.db.withTenant(scope, async (tx) => {
    const row = await lockDraft(tx, key);
    if (!row) return input.gone();
    const { save, result: resultOf } = await input.change(row, tx);
    if (!save) return { result: resultOf(row.revision), savedRevision: null };
    await checkDraftGrowth(deps, scope, { graph: save.graph, before: row.graph });
    const at = new Date(deps.clock.now());
    const isSaved = await updateDraft(tx, key, {
      ...save,
      by: scope.actor.id,
      at,
      fromRevision: row.revision,
    });
    if (!isSaved)
      throw new OperationalFailure('draft.busy', 'The draft was changed at the same moment. Try again.');
    await updateWorkflowHead(tx, key, { name: save.graph.name, at });
    return { result: resultOf(row.revision + 1), savedRevision: row.revision + 1 };
  });
  if (savedRevision !== null) {
    await tellDraftChanged(deps, scope, { workflowId: input.workflowId, revision: savedRevision });
  }
  return result;
}
