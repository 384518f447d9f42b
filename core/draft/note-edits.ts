/** Edits of notes. */
import * as Y from 'yjs';
import { graphIdSchema, noteSchema } from '@/core/contracts/portable-workflow';
import { isReservedId } from '@/core/graph/check-structure';
import type { DraftEdit, EditOutcome } from './edit';
import { mapAt } from './layout';
import type { DraftRoots } from './layout';
import { created, DONE, refused } from './outcome';
import { writeNote } from './write-entries';
import { writePlain, writeText } from './write-json';

type NoteEdit = Extract<
  DraftEdit,
  { kind: 'add-note' | 'edit-note' | 'move-note' | 'resize-note' | 'remove-note' }
>;

/** Applies an edit of notes. */
export function applyNoteEdit(roots: DraftRoots, edit: NoteEdit): EditOutcome {
  if (edit.kind === 'add-note') {
    const { note } = edit;
    if (
      !graphIdSchema.safeParse(note.id).success ||
      isReservedId(note.id) ||
      !noteSchema.safeParse(note).success
    ) {
      return refused('edit.bad-note', null, 'This note cannot be added.');
    }
    if (roots.notes.has(note.id))
      return refused('edit.note-id-taken', null, 'A note with this id is there already.');
    writeNote(roots, note);
    return created([note.id]);
  }
  const entry = mapAt(roots.notes, edit.noteId);
  if (!entry) return refused('edit.note-gone', null, 'This note is not there any more; somebody removed it.');
  if (edit.kind === 'remove-note') roots.notes.delete(edit.noteId);
  else if (edit.kind === 'edit-note') {
    const text = entry.get('text');
    if (text instanceof Y.Text) writeText(text, edit.text);
    else entry.set('text', new Y.Text(edit.text));
  } else {
    if (edit.position) writePlain(entry, 'position', { x: edit.position.x, y: edit.position.y });
    if (edit.kind === 'resize-note') {
      writePlain(entry, 'size', { width: edit.size.width, height: edit.size.height });
    }
  }
  return DONE;
}
