/** What the editors of JSON and of code are made of. */
import { closeBrackets } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { dropCursor, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { PATH_MIME } from '@/components/data-view/drag-path';
import { pathInJson } from './drop-value';

const KEYS = keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]);
const SHARED = [history(), closeBrackets(), bracketMatching(), indentOnInput(), KEYS];
const jsonDrop = EditorView.domEventHandlers({
  drop: (event, view) => {
    const expression = event.dataTransfer?.getData(PATH_MIME);
    const text = view.state.doc.toString();
    // An empty field becomes an expression as a whole, which is for the control around it.
    if (!expression || view.state.readOnly || text.trim() === '') return false;
    event.preventDefault();
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? text.length;
    const insert = pathInJson(text, at, expression);
    view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length } });
    view.focus();
    return true;
  },
});
export const JSON_EXTENSIONS = [...SHARED, json(), jsonDrop, dropCursor(), EditorView.lineWrapping];
export const CODE_EXTENSIONS = [...SHARED, javascript(), lineNumbers(), highlightActiveLine()];
