/** Edits of the workflow as a whole: name, settings, pinned data, groups, order in the file. */
import { graphIdSchema, groupSchema } from '@/core/contracts/portable-workflow';
import * as Y from 'yjs';
import type { DraftEdit, EditOutcome } from './edit';
import { mapAt, orderedKeys, orderOf } from './layout';
import type { DraftRoots, YMap } from './layout';
import { DONE, nodeGone, refused } from './outcome';
import { checkPinned } from './pinned-data';
import { readObject } from './read-json';
import { writeExamples, writeGroup, writeImported, writePinned } from './write-entries';
import { writeKey, writePlain } from './write-json';

type WorkflowEdit = Extract<
  DraftEdit,
  {
    kind:
      | 'set-workflow-name'
      | 'set-workflow-settings'
      | 'set-imported'
      | 'set-examples'
      | 'pin-data'
      | 'set-group'
      | 'remove-group'
      | 'reorder';
  }
>;

/** Applies an edit of the whole. */
export function applyWorkflowEdit(roots: DraftRoots, edit: WorkflowEdit): EditOutcome {
  switch (edit.kind) {
    case 'set-workflow-name': {
      const name = edit.name.trim();
      if (name === '' || name.length > 200) {
        return refused('edit.bad-workflow-name', null, 'A workflow needs a name of at most 200 characters.');
      }
      writeKey(roots.workflow, 'name', name);
      return DONE;
    }
    case 'set-workflow-settings': {
      if (!mapAt(roots.workflow, 'settings')) roots.workflow.set('settings', new Y.Map());
      const settings = mapAt(roots.workflow, 'settings');
      for (const [key, value] of Object.entries(edit.settings)) {
        if (settings && value !== undefined) writeKey(settings, key, value); // settings are plain values
      }
      return DONE;
    }
    case 'set-imported':
      writeImported(roots.workflow, edit.imported ?? undefined);
      return DONE;
    case 'set-examples':
      writeExamples(roots, edit.examples.length === 0 ? undefined : edit.examples);
      return DONE;
    case 'pin-data':
      if (!roots.nodes.has(edit.nodeId)) return nodeGone(edit.nodeId);
      if (edit.items && checkPinned(edit.items)) {
        return refused('edit.pin-too-large', edit.nodeId, 'This is too much to pin. Keep fewer items.');
      }
      writePinned(roots, edit.nodeId, edit.items);
      return DONE;
    case 'set-group':
      if (!graphIdSchema.safeParse(edit.group.id).success || !groupSchema.safeParse(edit.group).success) {
        return refused('edit.bad-group', null, 'This group cannot be made.');
      }
      writeGroup(roots, edit.group);
      return DONE;
    case 'remove-group':
      if (roots.groups.has(edit.groupId)) roots.groups.delete(edit.groupId);
      return DONE;
    case 'reorder':
      reorder(roots[edit.list], edit.ids);
      return DONE;
  }
}

function reorder(root: YMap, ids: readonly string[]): void {
  const named = new Set(ids.filter((id) => root.has(id)));
  const wanted = [...named, ...orderedKeys(root).filter((id) => !named.has(id))];
  wanted.forEach((id, order) => {
    const entry = root.get(id);
    if (orderOf(entry) === order) return;
    if (entry instanceof Y.Map) entry.set('order', order);
    else writePlain(root, id, { ...readObject(entry), order });
  });
}
