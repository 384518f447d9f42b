'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { DoubtView } from '@/core/contracts/inbox';
import { useTRPC } from '@/components/api/trpc-provider';
import { summarise } from '@/components/runs/bulk-actions';
import { useTenant } from '@/components/shell/tenant-context';
import { toast } from '@/components/ui/toast';

export const DECISIONS = ['repeat', 'done', 'fail'] as const;
export type Decision = (typeof DECISIONS)[number];

const SHOWN_REASONS = 3;

/** Decides the same about some writes, and says what came of it. */
export function useDecide(onDone: () => void) {
  const t = useTranslations('inbox');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const tenant = useTenant();
  const decide = useMutation(
    trpc.inbox.decide.mutationOptions({
      onSuccess: ({ results }, { decision }) => {
        const { done, failures } = summarise(results.map((result) => ({ ...result, id: result.runId })));
        if (failures.length === 0) toast.success(t(`decided.${decision}`, { count: done }));
        else {
          toast.error(t('partly', { done, count: results.length }), {
            description: failures
              .slice(0, SHOWN_REASONS)
              .map((reason) => t('reason', reason))
              .join('\n'),
          });
        }
        onDone();
      },
      onError: () => toast.error(t('failed')),
      onSettled: () => void queries.invalidateQueries({ queryKey: trpc.inbox.pathKey() }),
    }),
  );
  return {
    isBusy: decide.isPending,
    decide: (doubts: readonly DoubtView[], decision: Decision, note: string) =>
      decide.mutate({
        tenant: tenant.slug,
        doubts: doubts.map(({ runId, step }) => ({ runId, step })),
        decision,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }),
  };
}
