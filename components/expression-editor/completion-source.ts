/** The suggestions of `core/expression` in CodeMirror's shape. */
import {
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { completeExpression } from '@/core/expression/completion';
import type { Suggestion } from '@/core/expression/suggestion';
import type { ExpressionEnv } from '@/core/expression/scope';

const TYPES: Readonly<Record<Suggestion['kind'], string>> = {
  name: 'variable',
  property: 'property',
  method: 'method',
  function: 'function',
  node: 'class',
};

/**
 * How much of the text after the caret an insertion takes with it: closing brackets and quotes that the editor set by
 * itself, so that they do not stand there twice.
 */
export function closingOverlap(insert: string, after: string): number {
  for (let length = Math.min(insert.length, after.length); length > 0; length -= 1) {
    const tail = after.slice(0, length);
    if (/^[)\]"'`]+$/.test(tail) && insert.endsWith(tail)) return length;
  }
  return 0;
}

type Applied = [view: EditorView, completion: Completion, from: number, to: number];

function applySuggestion(suggestion: Suggestion): (...applied: Applied) => void {
  return (...[view, completion, from, to]) => {
    const start = from - (suggestion.back ?? 0);
    const after = view.state.doc.sliceString(to, to + 200);
    const isCalled = after.startsWith('(');
    const wanted = suggestion.insert ?? suggestion.label;
    const insert = isCalled ? wanted.replace(/\(\)$/, '') : wanted;
    const caretBack = isCalled ? 0 : (suggestion.caretBack ?? 0);
    view.dispatch({
      changes: { from: start, to: to + closingOverlap(insert, after), insert },
      selection: { anchor: start + insert.length - caretBack },
      annotations: pickedCompletion.of(completion),
      userEvent: 'input.complete',
      scrollIntoView: true,
    });
  };
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  return element;
}

/** The box beside a suggestion: how it is called, what it does, what it is in the data at hand. */
function infoOf({
  signature,
  doc,
  example,
  preview,
  label,
  kind,
}: Suggestion): (() => HTMLElement) | undefined {
  if (!doc && !preview) return undefined;
  return () => {
    const box = document.createElement('div');
    if (signature) box.append(line('cm-info-signature', kind === 'property' ? signature : label + signature));
    if (doc) box.append(line('cm-info-doc', doc));
    if (example) box.append(line('cm-info-example', example));
    if (preview) box.append(line('cm-info-value', preview));
    return box;
  };
}

/** The suggestions for a cursor; null where nothing fits. */
export function suggestionsAt(context: CompletionContext, env: ExpressionEnv): CompletionResult | null {
  const before = context.state.doc.sliceString(0, context.pos);
  const { replace, suggestions } = completeExpression(before, env);
  if (suggestions.length === 0) return null;
  return {
    from: context.pos - replace,
    options: suggestions.map((suggestion, index): Completion => {
      const detail = suggestion.preview ?? suggestion.signature;
      const info = infoOf(suggestion);
      return {
        label: suggestion.label,
        type: TYPES[suggestion.kind],
        boost: -index / 100,
        apply: applySuggestion(suggestion),
        ...(detail ? { detail } : {}),
        ...(info ? { info } : {}),
      };
    }),
  };
}
