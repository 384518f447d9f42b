/**
 * The only writer of a draft. Each edit is one transaction of the given origin; an edit that makes no sense in this
 * draft (its node is gone, the name is taken) is answered with a problem and changes nothing.
 */
import type * as Y from 'yjs';
import type { DraftEdit, EditOutcome } from './edit';
import { applyConnectionEdit } from './connection-edits';
import { undoGroupOf } from './edit-groups';
import { rootsOf } from './layout';
import type { DraftRoots } from './layout';
import { applyNodeEdit } from './node-edits';
import { applyNoteEdit } from './note-edits';
import { created, DONE, refused } from './outcome';
import { applyPaste } from './paste';
import { applyWorkflowEdit } from './workflow-edits';

/** Key of the transaction's meta entry that tells undo which gesture the edit belongs to. */
export const UNDO_GROUP = 'heddle.undo-group';

/** Applies an edit. `origin` says whose undo history it belongs to; use the same value with `createUndo`. */
export function applyEdit(doc: Y.Doc, edit: DraftEdit, origin: unknown): EditOutcome {
  const roots = rootsOf(doc);
  return doc.transact((transaction) => {
    transaction.meta.set(UNDO_GROUP, undoGroupOf(edit));
    return applyTo(roots, edit);
  }, origin);
}

function applyTo(roots: DraftRoots, edit: DraftEdit): EditOutcome {
  switch (edit.kind) {
    case 'batch':
      return applyBatch(roots, edit.edits);
    case 'paste':
    case 'duplicate':
      return applyPaste(roots, edit);
    case 'connect':
    case 'disconnect':
    case 'set-max-iterations':
      return applyConnectionEdit(roots, edit);
    case 'add-note':
    case 'edit-note':
    case 'move-note':
    case 'resize-note':
    case 'remove-note':
      return applyNoteEdit(roots, edit);
    case 'set-workflow-name':
    case 'set-workflow-settings':
    case 'set-imported':
    case 'set-examples':
    case 'pin-data':
    case 'set-group':
    case 'remove-group':
    case 'reorder':
      return applyWorkflowEdit(roots, edit);
    default:
      return applyNodeEdit(roots, edit);
  }
}

function applyBatch(roots: DraftRoots, edits: readonly DraftEdit[]): EditOutcome {
  const ids: string[] = [];
  for (const edit of edits) {
    if (edit.kind === 'batch')
      return refused('edit.nested-batch', null, 'A batch cannot hold another batch.');
    const outcome = applyTo(roots, edit);
    if (!outcome.done) return outcome;
    ids.push(...outcome.created);
  }
  return ids.length > 0 ? created(ids) : DONE;
}
