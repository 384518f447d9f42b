import type { Graph } from '@/core/contracts/portable-workflow';
import { applyDraftUpdate, loadDraft } from '@/core/draft/apply-draft-update';
import { applyEdit } from '@/core/draft/apply-edit';
import { encodeDraft } from '@/core/draft/doc-from-graph';
import { graphToEdits } from '@/core/draft/graph-to-edits';
import { Bug, UserProblem } from '@/core/errors/app-error';

/**
 * A stored document after the edits that make it this graph, so that open editors follow and nothing else moves.
 * @throws UserProblem with the problem's code when the result would be too big.
 */
export function putGraph(stored: Uint8Array, target: Graph): { state: Uint8Array; graph: Graph } {
  const doc = loadDraft(stored);
  try {
    const outcome = applyEdit(doc, { kind: 'batch', edits: graphToEdits(doc, target) }, 'file');
    if (!outcome.done)
      throw new Bug('draft.edits-refused', outcome.problem.message, { details: { ...outcome.problem } });
    const checked = applyDraftUpdate(encodeDraft(doc), new Uint8Array([0, 0]));
    if (!checked.ok) throw new UserProblem(checked.problem.code, checked.problem.message, { status: 422 });
    return { state: checked.state, graph: checked.graph };
  } finally {
    doc.destroy();
  }
}
