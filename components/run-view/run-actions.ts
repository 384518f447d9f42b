'use client';
import { useMutation } from '@tanstack/react-query';
import { toast } from '@/components/ui/toast';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';

/** What a person can do with the shown run: cancel it, decide what is in doubt. */
export function useRunActions() {
  const { tenant, run } = useEditor();
  const trpc = useTRPC();
  const onError = (error: { message: string }) => void toast.error(error.message);
  const cancel = useMutation(trpc.run.cancel.mutationOptions({ onError }));
  const decide = useMutation(trpc.run.decide.mutationOptions({ onError }));
  return {
    isBusy: cancel.isPending || decide.isPending,
    cancel: () => {
      const id = run.getState().run?.id;
      if (id) cancel.mutate({ tenant, id });
    },
    decide: (step: string, decision: 'repeat' | 'done' | 'fail') => {
      const id = run.getState().run?.id;
      if (id) decide.mutate({ tenant, id, step, decision });
    },
  };
}
