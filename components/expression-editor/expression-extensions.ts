/** What makes a text editor an expression editor: marked `{{ }}`, completion from real data. */
import { autocompletion, closeBrackets, startCompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import type { ExpressionEnv } from '@/core/expression/scope';
import { suggestionsAt } from './completion-source';
import { doubtMarks, type MarkTexts } from './doubt-marks';
import { expressionDrop } from './expression-drop';

const matcher = new MatchDecorator({
  regexp: /(?<!\\)\{\{(?:[^}]|\}(?!\}))*\}\}/g,
  decoration: Decoration.mark({ class: 'cm-expression' }),
});

const markExpressions = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Opens the suggestions when `{{`, a dot or a bracket was just typed. */
const openWhileTyping = EditorView.updateListener.of((update) => {
  if (!update.docChanged || !update.transactions.some((transaction) => transaction.isUserEvent('input')))
    return;
  const { head } = update.state.selection.main;
  if (/(\{\{\s?|\.|\$|\[["'`]?|\(["'`])$/.test(update.state.doc.sliceString(Math.max(0, head - 3), head)))
    startCompletion(update.view);
});

/** Extensions of an expression field; `getEnv` is asked for the data at every keystroke. */
export function expressionExtensions(getEnv: () => ExpressionEnv, texts: MarkTexts): Extension[] {
  return [
    markExpressions,
    EditorView.lineWrapping,
    closeBrackets(),
    autocompletion({
      override: [(context) => suggestionsAt(context, getEnv())],
      icons: false,
      activateOnTyping: true,
    }),
    openWhileTyping,
    doubtMarks(getEnv, texts),
    expressionDrop,
  ];
}
