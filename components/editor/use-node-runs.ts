'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { problemOf, useTRPC } from '@/components/api/trpc-provider';
import { toast } from '@/components/ui/toast';
import { useEditor } from './editor-context';
import { testTriggers } from './test-start';
import { useTestRun } from './use-test-run';

export type NodeRuns = ReturnType<typeof useNodeRuns>;

/** Running a part of the draft: one node alone, or what begins at a node, on the data of the shown run and what is pinned. */
export function useNodeRuns() {
  const t = useTranslations('data.run');
  const editor = useEditor();
  const trpc = useTRPC();
  const { tenant, workflowId } = editor;
  const test = useTestRun();
  const { whenSaved, show } = test;

  const runAll = () => {
    const [trigger] = testTriggers(editor.document.getState().graph, editor.catalog);
    if (trigger) void test.start(trigger.node.id);
    else toast.error(t('noTrigger'));
  };
  const { mutate, isPending } = useMutation(
    trpc.run.start.mutationOptions({
      onSuccess: ({ id }) => void show(id),
      onError: (error) => {
        const problem = problemOf(error);
        if (problem?.code !== 'run.data-missing') {
          toast.error(error.message);
          return;
        }
        toast.error(error.message, {
          description: t('missingText'),
          action: { label: t('runAll'), onClick: runAll },
        });
      },
    }),
  );

  const begin = async (part: { only: string } | { from: string }) => {
    await whenSaved();
    const { run, mode } = editor.run.getState();
    // A run that was chosen by hand is the one that is meant; else the server finds the last one that knows enough.
    const dataFrom = run && mode === 'pinned' ? { dataFrom: run.id } : {};
    mutate({ tenant, workflowId, version: 'draft', ...part, ...dataFrom });
  };

  return {
    isStarting: isPending || test.isStarting,
    /** Runs this node and nothing after it. */
    runOnly: (nodeId: string) => begin({ only: nodeId }),
    /** Runs this node and all that follows. */
    runFrom: (nodeId: string) => begin({ from: nodeId }),
  };
}
