'use client';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { cn } from '@/components/ui/cn';
import { StatusIcon } from './status-icon';
import { STATUS_LOOK } from './status-look';

/** The run's status as a word, told to screen readers when it changes. */
export function RunStatusLine({ run }: { run: Pick<RunView, 'status'> }) {
  const t = useTranslations('editor');
  const words = useTranslations('runs.status');
  const look = STATUS_LOOK[run.status];
  return (
    <span
      className={cn(
        'inline-flex h-6 items-center gap-1.5 rounded-full px-2 text-xs font-medium',
        look.soft,
        look.text,
      )}
    >
      <StatusIcon status={run.status} className="size-3.5" />
      <span
        role="status"
        aria-label={t('run.statusLabel', { status: t(`status.${run.status}`) })}
        data-testid="run.status"
        data-status={run.status}
      >
        {words(run.status)}
      </span>
    </span>
  );
}
