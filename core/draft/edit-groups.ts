/** Which edits belong to one gesture: typing in one field or dragging the same nodes is undone in one step. */
import type { DraftEdit } from './edit';

/** Edits in a row with the same group (not null) and little time between them are one undo step. */
export function undoGroupOf(edit: DraftEdit): string | null {
  switch (edit.kind) {
    case 'set-parameter':
      return `parameter ${edit.nodeId} ${JSON.stringify(edit.path)}`;
    case 'move-nodes':
      return `move ${[...Object.keys(edit.positions), ...Object.keys(edit.notes ?? {})].sort().join(' ')}`;
    case 'rename-node':
      return `name ${edit.nodeId}`;
    case 'edit-note':
      return `note ${edit.noteId}`;
    case 'move-note':
    case 'resize-note':
      return `note-place ${edit.noteId}`;
    case 'set-workflow-name':
      return 'workflow-name';
    case 'set-settings':
      return `settings ${edit.nodeId} ${Object.keys(edit.settings).sort().join(' ')}`;
    default:
      return null;
  }
}
