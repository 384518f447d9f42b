'use client';
import { useRef, useState, useTransition } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { RunView } from '@/core/contracts/run-view';
import type { PinnedItems } from '@/core/draft/pinned-data';
import { useTRPC, useTRPCClient } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';
import { toast } from '@/components/ui/toast';
import { useCallKeys } from './use-call-keys';

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

/** Going on with a run that ended, or beginning it again; a new run is opened on its page. */
export function useRunAgain(run: Pick<RunView, 'id'>) {
  const t = useTranslations('run.actions');
  const { tenant } = useEditor();
  const router = useRouter();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const keys = useCallKeys();
  const [isBusy, setBusy] = useState(false);
  // Until the other page stands there, this one can still be clicked.
  const [isLeaving, leave] = useTransition();
  const isUnderWay = useRef(false);
  const ids = { tenant, id: run.id };

  async function attempt(what: unknown, work: (idempotencyKey: string) => Promise<void>): Promise<void> {
    // Two clicks may come before the button is drawn as disabled.
    if (isUnderWay.current) return;
    const call = JSON.stringify([run.id, what]);
    isUnderWay.current = true;
    setBusy(true);
    try {
      await work(keys.of(call));
      keys.answered(call);
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }
  const open = ({ id }: { id: string }) => {
    toast.success(t('retried'));
    leave(() => router.push(`/t/${tenant}/runs/${id}`));
  };
  return {
    isBusy: isBusy || isLeaving,
    resume: () =>
      attempt('resume', async (idempotencyKey) => {
        await client.run.resume.mutate({ ...ids, idempotencyKey });
        toast.success(t('resumed'));
        await queries.invalidateQueries({ queryKey: trpc.run.get.queryKey(ids) });
      }),
    retry: (mode: 'failed' | 'all') =>
      attempt(mode, async (idempotencyKey) =>
        open(await client.run.retry.mutate({ ...ids, mode, idempotencyKey })),
      ),
    rerunFrom: (choice: { step: string; on: 'same' | 'draft'; input?: Record<string, PinnedItems> }) =>
      attempt(choice, async (idempotencyKey) =>
        open(await client.run.rerunFrom.mutate({ ...ids, ...choice, idempotencyKey })),
      ),
  };
}
