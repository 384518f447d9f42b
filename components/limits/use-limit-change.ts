'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { LimitName } from '@/core/limits/limits';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { toast } from '@/components/ui/toast';

/** Choosing a limit and going back to its standard; the list is read anew after each. */
export function useLimitChange(onDone?: () => void) {
  const t = useTranslations('limits');
  const trpc = useTRPC();
  const { slug } = useTenant();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries(trpc.limit.list.pathFilter());
  const onError = (error: { message: string }) => toast.error(error.message);
  const set = useMutation(
    trpc.limit.set.mutationOptions({
      onSuccess: () => {
        toast.success(t('saved'));
        onDone?.();
      },
      onError,
      onSettled,
    }),
  );
  const reset = useMutation(
    trpc.limit.reset.mutationOptions({
      onSuccess: () => void toast.success(t('wasReset')),
      onError,
      onSettled,
    }),
  );
  return {
    set: {
      isPending: set.isPending,
      mutate: (input: { name: LimitName; value: number }) => set.mutate({ tenant: slug, ...input }),
    },
    reset: {
      isPending: reset.isPending,
      mutate: (name: LimitName) => reset.mutate({ tenant: slug, name }),
    },
  };
}
