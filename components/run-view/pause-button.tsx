'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CirclePause, CirclePlay } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';

/** Pauses a run that goes on, continues one that is paused. */
export function PauseButton({ run, size }: { run: Pick<RunView, 'id' | 'status'>; size?: 'sm' }) {
  const t = useTranslations('run.actions');
  const { tenant } = useEditor();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const ids = { tenant, id: run.id };
  const onError = (error: { message: string }) => void toast.error(error.message);
  const reload = () => queries.invalidateQueries({ queryKey: trpc.run.get.queryKey(ids) });
  const pause = useMutation(
    trpc.run.pause.mutationOptions({
      onError,
      onSuccess: () => {
        toast.success(run.status === 'running' ? t('pausing') : t('paused'));
        void reload();
      },
    }),
  );
  const goOn = useMutation(
    trpc.run.continue.mutationOptions({
      onError,
      onSuccess: () => {
        toast.success(t('continued'));
        void reload();
      },
    }),
  );
  const isPaused = run.status === 'paused';
  const action = isPaused ? goOn : pause;
  return (
    <Tooltip content={isPaused ? t('continueText') : t('pauseText')}>
      <Button
        {...(size ? { size } : {})}
        data-testid={isPaused ? 'run.continue' : 'run.pause'}
        disabled={pause.isPending || goOn.isPending}
        onClick={() => action.mutate(ids)}
      >
        {isPaused ? <CirclePlay /> : <CirclePause />} {isPaused ? t('continue') : t('pause')}
      </Button>
    </Tooltip>
  );
}
