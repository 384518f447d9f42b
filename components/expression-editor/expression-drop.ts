/** Dropping a path into an expression field: it lands where it was let go, inside `{{ }}` without braces of its own. */
import { dropCursor, EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { PATH_MIME } from '@/components/data-view/drag-path';

interface Fitted {
  from: number;
  to: number;
  insert: string;
}

const ENDS_VALUE = /[\w$)\]}'"`]\s*$/;
const BEGINS_VALUE = /^\s*[\w$([{'"`.]/;

/**
 * What a dropped expression becomes in place of a part of a text: whole beside other expressions; bare inside one, where
 * a value can stand. Where it would touch another value it comes after the expression instead.
 */
export function fitDropped(
  text: string,
  { from, to }: { from: number; to: number },
  expression: string,
): Fitted {
  const open = text.lastIndexOf('{{', from - 1);
  if (open === -1 || text.lastIndexOf('}}', from - 1) > open) return { from, to, insert: expression };
  const end = text.indexOf('}}', from);
  const before = text.slice(open + 2, from);
  const after = text.slice(to, end === -1 ? text.length : end);
  if (end !== -1 && to <= end && (ENDS_VALUE.test(before) || BEGINS_VALUE.test(after)))
    return { from: end + 2, to: end + 2, insert: ` ${expression}` };
  return { from, to, insert: expression.replace(/^\{\{\s*|\s*\}\}$/g, '') };
}

/** Puts an expression at a place of the editor, or in place of the selection. */
export function insertExpression(view: EditorView, expression: string, position?: number): void {
  const place = position === undefined ? view.state.selection.main : { from: position, to: position };
  const { from: at, to, insert } = fitDropped(view.state.doc.toString(), place, expression);
  view.dispatch({
    changes: { from: at, to, insert },
    selection: { anchor: at + insert.length },
    userEvent: 'input.drop',
  });
  view.focus();
}

/** Takes paths dragged out of a data view. */
export const expressionDrop: Extension = [
  dropCursor(),
  EditorView.domEventHandlers({
    drop: (event, view) => {
      const expression = event.dataTransfer?.getData(PATH_MIME);
      if (!expression || view.state.readOnly) return false;
      event.preventDefault();
      const position = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
      insertExpression(view, expression, position);
      return true;
    },
  }),
];
