/** Wavy lines under what an expression gets wrong, a moment after the typing stops; hovering says what and offers to mend it. */
import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { checkText, type TextMark } from '@/core/expression/check-text';
import type { ExpressionEnv } from '@/core/expression/scope';

/** Asks for new marks although the text is the same: the data changed. */
export const recheck = StateEffect.define<null>();
const setMarks = StateEffect.define<readonly TextMark[]>();
const DELAY_MS = 350;

const marksField = StateField.define<readonly TextMark[]>({
  create: () => [],
  update: (marks, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return effect.value;
    if (!transaction.docChanged) return marks;
    return marks.flatMap((mark) => {
      const start = transaction.changes.mapPos(mark.start, 1);
      const end = transaction.changes.mapPos(mark.end, -1);
      return end > start ? [{ ...mark, start, end }] : [];
    });
  },
  provide: (field) =>
    EditorView.decorations.from(field, (marks) =>
      Decoration.set(
        marks.map((mark) =>
          Decoration.mark({ class: `cm-doubt cm-doubt-${mark.severity}` }).range(mark.start, mark.end),
        ),
        true,
      ),
    ),
});

function checker(getEnv: () => ExpressionEnv): Extension {
  return ViewPlugin.fromClass(
    class {
      timer = 0;
      constructor(readonly view: EditorView) {
        this.plan();
      }
      update(update: ViewUpdate) {
        const isAsked = update.transactions.some((one) => one.effects.some((effect) => effect.is(recheck)));
        if (update.docChanged || isAsked) this.plan();
      }
      plan() {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => {
          const { state } = this.view;
          const { head } = state.selection.main;
          const text = state.doc.toString();
          const marks = checkText(text, getEnv()).filter(
            // What is being written at the caret is not wrong yet.
            (mark) => !(this.view.hasFocus && mark.code === 'expression.syntax' && mark.end >= head),
          );
          const known = state.field(marksField);
          if (marks.length + known.length > 0) this.view.dispatch({ effects: setMarks.of(marks) });
        }, DELAY_MS);
      }
      destroy() {
        window.clearTimeout(this.timer);
      }
    },
  );
}

export interface MarkTexts {
  /** The button that writes `replacement` in place of the marked part. */
  replace(replacement: string): string;
}

function tooltip(texts: MarkTexts): Extension {
  return hoverTooltip((view, position) => {
    const mark = view.state.field(marksField).find((one) => one.start <= position && position <= one.end);
    if (!mark) return null;
    return {
      pos: mark.start,
      end: mark.end,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-doubt-tip';
        dom.append(mark.message);
        const { replacement } = mark;
        if (replacement !== undefined && !view.state.readOnly) {
          const button = document.createElement('button');
          button.type = 'button';
          button.textContent = texts.replace(replacement);
          button.onclick = () => {
            view.dispatch({ changes: { from: mark.start, to: mark.end, insert: replacement } });
            view.focus();
          };
          dom.append(button);
        }
        return { dom };
      },
    };
  });
}

/** Marks doubtful parts of an expression field. */
export function doubtMarks(getEnv: () => ExpressionEnv, texts: MarkTexts): Extension[] {
  return [marksField, checker(getEnv), tooltip(texts)];
}
