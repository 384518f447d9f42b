'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '@/components/ui/toast';
import type { RunInput } from '@/core/contracts/run-input';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { useEditor } from './editor-context';

/** Waits until the server has every edit, so that a test runs what is on the canvas. */
const SAVED_WAIT_MS = 5000;

export type TestRun = ReturnType<typeof useTestRun>;

/** Starting test runs of the draft and listening for test calls. */
export function useTestRun() {
  const editor = useEditor();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { tenant, workflowId } = editor;
  const { publicUrl } = useTenant();
  const onError = (error: { message: string }) => void toast.error(error.message);

  const whenSaved = () =>
    new Promise<void>((resolve) => {
      if (editor.document.getState().saveState !== 'saving') return resolve();
      const done = () => {
        window.clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = window.setTimeout(done, SAVED_WAIT_MS);
      const stop = editor.document.subscribe((state) => {
        if (state.saveState !== 'saving') done();
      });
      return undefined;
    });

  const show = async (id: string) => {
    const run = await queries.fetchQuery({ ...trpc.run.get.queryOptions({ tenant, id }), staleTime: 0 });
    editor.run.getState().show(run, 'latest');
    editor.panels.getState().setRunOpen(true);
  };
  const start = useMutation(
    trpc.run.start.mutationOptions({ onError, onSuccess: ({ id }) => void show(id) }),
  );
  const listen = useMutation(
    trpc.webhookTest.listen.mutationOptions({
      onError,
      onSuccess: ({ url, expiresAt }, { nodeId }) =>
        editor.run.getState().listen({ nodeId, url: `${publicUrl}${url}`, expiresAt }),
    }),
  );
  const stop = useMutation(trpc.webhookTest.stop.mutationOptions({ onError }));

  return {
    whenSaved,
    /** Lays a run that was just started over the canvas. */
    show,
    isStarting: start.isPending || listen.isPending,
    start: async (trigger: string, input?: RunInput) => {
      await whenSaved();
      start.mutate({
        tenant,
        workflowId,
        version: 'draft',
        trigger,
        ...(input === undefined ? {} : { input }),
      });
    },
    listen: async (nodeId: string) => {
      await whenSaved();
      listen.mutate({ tenant, workflowId, nodeId });
    },
    stopListening: () => {
      const { listening, listen: setListening } = editor.run.getState();
      if (listening) stop.mutate({ tenant, workflowId, nodeId: listening.nodeId });
      setListening(null);
    },
  };
}
