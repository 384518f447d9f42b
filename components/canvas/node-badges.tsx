'use client';
import { useTranslations } from 'next-intl';
import { TriangleAlert, CircleAlert, Recycle } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import type { NodeRunState } from '@/components/run-view/run-overlay';
import { StatusIcon } from '@/components/run-view/status-icon';
import { STATUS_LOOK } from '@/components/run-view/status-look';
import { formatDuration } from '@/components/run-view/timeline';
import type { StepData } from './to-flow';

/** Status, items and time of a node in the shown run, on its upper edge. */
export function RunBadge({ run }: { run: NodeRunState }) {
  const t = useTranslations('editor');
  const parts = [
    run.status === 'succeeded' ? t('run.items', { count: run.items }) : t(`status.${run.status}`),
    run.steps > 1 ? t('run.times', { count: run.steps }) : null,
    run.attempts > 1 ? t('run.attempt', { number: run.attempts }) : null,
    run.reused ? t('run.reused') : null,
    run.durationMs === null ? null : formatDuration(run.durationMs),
  ].filter((part) => part !== null);
  return (
    <div className="pointer-events-none absolute -top-2.5 right-2 rounded-full bg-surface-raised">
      <div
        className={cn(
          'flex h-5 items-center gap-1 rounded-full border px-1.5 text-[10.5px] font-medium tabular-nums',
          STATUS_LOOK[run.status].soft,
          STATUS_LOOK[run.status].border,
        )}
      >
        {run.reused ? (
          <Recycle aria-hidden className="size-3" />
        ) : (
          <StatusIcon status={run.status} className="size-3" />
        )}
        <span>{parts.join(' · ')}</span>
      </div>
    </div>
  );
}

/** Why the node failed, under it. */
export function RunErrorLine({ error }: { error: string }) {
  return (
    <p className="pointer-events-none absolute top-full left-0 mt-1.5 line-clamp-2 w-full rounded-md bg-danger-soft px-2 py-1 text-[11px] leading-4 text-danger">
      {error}
    </p>
  );
}

/** What is wrong with the node before it runs. */
export function ProblemBadge({ problems }: { problems: StepData['problems'] }) {
  const t = useTranslations('editor');
  const hasError = problems.some((problem) => problem.severity === 'error');
  const Icon = hasError ? CircleAlert : TriangleAlert;
  const lines = problems.slice(0, 3).map((problem, index) => <p key={index}>{problem.message}</p>);
  return (
    <Tooltip content={<div className="space-y-1">{lines}</div>} side="top">
      <span
        role="img"
        aria-label={`${t('problems.count', { count: problems.length })}: ${problems[0]?.message ?? ''}`}
        className={cn(
          'absolute -bottom-2.5 left-3 flex h-5 items-center gap-1 rounded-full border bg-surface-raised px-1.5 text-[10.5px] font-medium',
          hasError ? 'border-danger/50 text-danger' : 'border-warning/50 text-warning',
        )}
      >
        <Icon className="size-3" />
        {problems.length}
      </span>
    </Tooltip>
  );
}
