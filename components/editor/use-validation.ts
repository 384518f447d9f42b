'use client';
import { useEffect } from 'react';
import type { Graph } from '@/core/graph/graph';
import type { Problem } from '@/core/errors/problem';
import { checkCallees } from '@/core/graph/check-callees';
import { validateGraph } from '@/core/graph/validate-graph';
import { askWorker, type AskedWorker } from './ask-worker';
import type { Editor } from './editor-context';
import { useCallees } from './use-callees';
import { groupProblems } from './document-store';
import type { ValidationQuestion } from './validation-worker';

/** Waits this long after the last edit. */
const SETTLE_MS = 200;
/** Up to this size asking costs more than answering. */
const SMALL = 80;

interface Validator {
  check(graph: Graph): Promise<readonly Problem[]>;
  stop(): void;
}

/** Small graphs are checked here, large ones in a worker; here too where no worker can be had. */
function createValidator({ catalog }: Editor): Validator {
  let worker: AskedWorker<ValidationQuestion, readonly Problem[]> | null = null;
  let canAsk = true;
  let isStopped = false;
  const here = (graph: Graph) => validateGraph(graph, catalog, { mode: 'publish' });
  return {
    check: async (graph) => {
      if (graph.nodes.length <= SMALL || !canAsk) return here(graph);
      try {
        const definitions = worker ? undefined : catalog.list();
        worker ??= askWorker(
          () => new Worker(new URL('./validation-worker.ts', import.meta.url), { type: 'module' }),
        );
        return await worker.ask({ graph, ...(definitions ? { definitions } : {}) });
      } catch {
        if (isStopped) return [];
        canAsk = false;
        return here(graph);
      }
    },
    stop: () => {
      isStopped = true;
      worker?.stop();
    },
  };
}

/** The server's own validation, run here after each pause in editing. What is known of other workflows is looked at too. */
export function useValidation(editor: Editor): void {
  const callees = useCallees(editor);
  useEffect(() => {
    let timer = 0;
    let isOver = false;
    const validator = createValidator(editor);
    const check = async () => {
      const { graph } = editor.document.getState();
      const found = await validator.check(graph);
      // What was found is about a graph that is gone; the next check is on its way.
      if (isOver || editor.document.getState().graph !== graph) return;
      const { problemsByNode } = editor.document.getState();
      const called = checkCallees(graph, editor.catalog, { self: editor.workflowId, workflows: callees });
      const problems = [...found, ...called].map(editor.texts.problem);
      editor.document.setState({ problems, problemsByNode: groupProblems(problems, problemsByNode) });
    };
    const stop = editor.document.subscribe((state, before) => {
      if (state.graph === before.graph) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void check(), SETTLE_MS);
    });
    void check();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      stop();
      validator.stop();
    };
  }, [editor, callees]);
}
