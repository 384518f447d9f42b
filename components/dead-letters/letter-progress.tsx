'use client';
import { useEffect } from 'react';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useStore } from 'zustand';
import { Button } from '@/components/ui/button';
import { closeLetterJob, failedCount, letterJobStore, stopLetterJob, type LetterJob } from './letter-job';

const SHOWN_REASONS = 3;

function Reasons({ job }: { job: LetterJob }) {
  const t = useTranslations('deadLetters.job');
  const reasons = [...job.failures].sort((a, b) => b[1] - a[1]).slice(0, SHOWN_REASONS);
  if (reasons.length === 0) return null;
  return (
    <ul className="mt-1.5 space-y-0.5 text-xs text-muted">
      {reasons.map(([message, count]) => (
        <li key={message}>{t('reason', { count, message })}</li>
      ))}
    </ul>
  );
}

/** How far the work on many dead letters is; on every page, until it is closed. */
export function LetterProgress() {
  const t = useTranslations('deadLetters.job');
  const job = useStore(letterJobStore, (state) => state.job);
  const isRunning = job?.state === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isRunning]);
  if (!job) return null;
  const failed = failedCount(job);
  const looked = Math.min(job.done + failed, job.total);
  return (
    <section
      aria-label={t('label')}
      data-testid="letters.job"
      data-state={job.state}
      className="fixed right-4 bottom-4 z-40 w-80 rounded-lg border border-border bg-surface-raised p-3 shadow-pop"
    >
      <div className="flex items-center gap-2">
        <p role="status" className="min-w-0 flex-1 text-[13px] font-medium">
          {isRunning ? t(job.action) : t(`${job.action}Done`, { count: job.done })}
        </p>
        {isRunning ? (
          <Button size="sm" data-testid="letters.job.stop" onClick={stopLetterJob}>
            {t('stop')}
          </Button>
        ) : (
          <Button variant="ghost" size="icon-sm" aria-label={t('close')} onClick={closeLetterJob}>
            <X />
          </Button>
        )}
      </div>
      {isRunning ? (
        <>
          <progress
            aria-label={t(job.action)}
            value={looked}
            max={job.total}
            className="mt-2 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-surface-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-sunken [&::-webkit-progress-value]:bg-accent"
          />
          <p className="mt-1 text-xs text-muted tabular-nums">
            {t('progress', { done: looked, total: job.total })}
          </p>
        </>
      ) : null}
      {failed > 0 ? <p className="mt-1.5 text-xs text-danger">{t('could', { count: failed })}</p> : null}
      <Reasons job={job} />
      {job.state === 'stopped' || job.state === 'broken' ? (
        <p className="mt-1.5 text-xs text-muted">{t(job.state)}</p>
      ) : null}
    </section>
  );
}
