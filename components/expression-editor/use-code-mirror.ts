'use client';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { scriptNonce } from '@/components/ui/script-nonce';
import type { ExpressionEnv } from '@/core/expression/scope';
import { codeMirrorTheme } from './code-mirror-theme';

export interface CodeMirrorOptions {
  value: string;
  onChange(value: string): void;
  onBlur?: (() => void) | undefined;
  /** Read once, when the editor is made. */
  extensions(newest: () => CodeMirrorOptions): readonly Extension[];
  /** The data expressions see; asked for at each keystroke. */
  getEnv?: (() => ExpressionEnv) | undefined;
  readOnly?: boolean | undefined;
  /** The caret goes to the end of the text as soon as the editor stands. */
  autoFocus?: boolean | undefined;
  attributes: Readonly<Record<string, string>>;
}

function createView(parent: HTMLElement, latest: RefObject<CodeMirrorOptions>): EditorView {
  const { value, extensions, readOnly, attributes } = latest.current;
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: value,
      extensions: [
        EditorView.cspNonce.of(scriptNonce()),
        codeMirrorTheme,
        EditorState.readOnly.of(readOnly === true),
        EditorView.editable.of(readOnly !== true),
        // What cannot be edited is read and scrolled by keyboard all the same.
        EditorView.contentAttributes.of({ ...attributes, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString());
        }),
        EditorView.domEventHandlers({ blur: () => latest.current.onBlur?.() }),
        ...extensions(() => latest.current),
      ],
    }),
  });
}

/** A CodeMirror editor in the element of the returned ref, in step with `value`. */
export function useCodeMirror(options: CodeMirrorOptions): {
  host: RefObject<HTMLDivElement | null>;
  view: RefObject<EditorView | null>;
} {
  const host = useRef<HTMLDivElement | null>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });

  useLayoutEffect(() => {
    if (!host.current) return undefined;
    const made = createView(host.current, latest);
    view.current = made;
    if (latest.current.autoFocus) {
      made.focus();
      made.dispatch({ selection: { anchor: made.state.doc.length } });
    }
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [options.readOnly]);

  useEffect(() => {
    const current = view.current;
    if (!current) return;
    const text = current.state.doc.toString();
    if (text !== options.value) {
      current.dispatch({ changes: { from: 0, to: text.length, insert: options.value } });
    }
  }, [options.value]);

  return { host, view };
}
