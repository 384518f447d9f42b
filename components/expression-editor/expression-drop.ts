/** Dropping a path into an expression field: it lands where it was let go, inside `{{ }}` without braces of its own. */
import { dropCursor, EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { PATH_MIME } from '@/components/data-view/drag-path';

/** What a dropped expression becomes at a place of a text: bare inside another expression, whole elsewhere. */
export function fitDropped(text: string, position: number, expression: string): string {
  const before = text.slice(0, position);
  const isInside = before.lastIndexOf('{{') > before.lastIndexOf('}}');
  return isInside ? expression.replace(/^\{\{\s*|\s*\}\}$/g, '') : expression;
}

/** Puts an expression at a place of the editor, or in place of the selection. */
export function insertExpression(view: EditorView, expression: string, position?: number): void {
  const { from, to } = view.state.selection.main;
  const at = position ?? from;
  const insert = fitDropped(view.state.doc.toString(), at, expression);
  view.dispatch({
    changes: { from: at, to: position === undefined ? to : at, insert },
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
