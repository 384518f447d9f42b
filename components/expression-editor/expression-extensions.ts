/** What makes a text editor an expression editor: marked `{{ }}`, completion from real data. */
import {
  autocompletion,
  closeBrackets,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { completeExpression, type Suggestion } from '@/core/expression/completion';
import type { ExpressionEnv } from '@/core/expression/scope';

const TYPES: Readonly<Record<Suggestion['kind'], string>> = {
  name: 'variable',
  property: 'property',
  method: 'method',
  function: 'function',
  node: 'class',
};

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

/** The suggestions for a cursor in CodeMirror's shape; null where nothing fits. */
export function suggestionsAt(context: CompletionContext, env: ExpressionEnv): CompletionResult | null {
  const before = context.state.doc.sliceString(0, context.pos);
  const { replace, suggestions } = completeExpression(before, env);
  if (suggestions.length === 0) return null;
  return {
    from: context.pos - replace,
    options: suggestions.map((suggestion, index) => ({
      label: suggestion.label,
      type: TYPES[suggestion.kind],
      boost: -index / 100,
      ...(suggestion.preview || suggestion.signature
        ? { detail: suggestion.preview ?? suggestion.signature ?? '' }
        : {}),
      ...(suggestion.doc ? { info: suggestion.doc } : {}),
    })),
  };
}

/** Opens the suggestions when `{{` or a dot was just typed. */
const openWhileTyping = EditorView.updateListener.of((update) => {
  if (!update.docChanged || !update.transactions.some((transaction) => transaction.isUserEvent('input')))
    return;
  const { head } = update.state.selection.main;
  if (/(\{\{\s?|\.|\$)$/.test(update.state.doc.sliceString(Math.max(0, head - 3), head)))
    startCompletion(update.view);
});

/** Extensions of an expression field; `getEnv` is asked for the data at every keystroke. */
export function expressionExtensions(getEnv: () => ExpressionEnv): Extension[] {
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
  ];
}
