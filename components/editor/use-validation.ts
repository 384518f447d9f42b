'use client';
import { useEffect } from 'react';
import { validateGraph } from '@/core/graph/validate-graph';
import type { Editor } from './editor-context';
import { groupProblems } from './document-store';

/** Waits this long after the last edit. */
const SETTLE_MS = 200;

/** The server's own validation, run here after each pause in editing. */
export function useValidation(editor: Editor): void {
  useEffect(() => {
    let timer = 0;
    const check = () => {
      const { graph, problemsByNode } = editor.document.getState();
      const problems = validateGraph(graph, editor.catalog, { mode: 'publish' });
      editor.document.setState({ problems, problemsByNode: groupProblems(problems, problemsByNode) });
    };
    const stop = editor.document.subscribe((state, before) => {
      if (state.graph === before.graph) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(check, SETTLE_MS);
    });
    check();
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [editor]);
}
