'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { cn } from '@/components/ui/cn';
import { useEditor, useInteraction } from '@/components/editor/editor-context';
import { DoubtDecision } from './doubt-decision';
import { isFinalRun } from './run-overlay';
import { StatusIcon } from './status-icon';
import { STATUS_LOOK } from './status-look';
import { formatDuration, stepBars, type StepBar } from './timeline';

const TICK_MS = 250;
/** More rows than this are drawn only as far as they fit the newest. */
const MAX_ROWS = 400;

/** The time, ticking while something runs. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS);
    return () => window.clearInterval(timer);
  }, [isTicking]);
  return now;
}

function StepRow({ bar, isFirstOfNode }: { bar: StepBar; isFirstOfNode: boolean }) {
  const t = useTranslations('editor');
  const editor = useEditor();
  const { step, offset, length } = bar;
  const isSelected = useInteraction((state) => state.inspected === step.nodeId);
  const items = Object.values(step.itemCounts).reduce((sum, count) => sum + count, 0);
  return (
    <li>
      <button
        type="button"
        data-testid={isFirstOfNode ? `run.step.${step.nodeId}` : `run.step.${step.key}`}
        data-status={step.status}
        className={cn(
          'grid w-full grid-cols-[1.25rem_minmax(8rem,14rem)_5.5rem_5rem_1fr] items-center gap-2 rounded-md px-2 py-1 text-left text-xs hover:bg-surface-sunken',
          isSelected && 'bg-accent-soft',
        )}
        onClick={() => {
          editor.interaction.getState().select({ nodes: [step.nodeId] });
          editor.interaction.getState().inspect(step.nodeId);
        }}
      >
        <StatusIcon status={step.status} />
        <span className="truncate font-medium">
          {step.nodeName}
          {step.iteration ? <span className="text-faint"> · {step.iteration}</span> : null}
        </span>
        <span className={cn('truncate', STATUS_LOOK[step.status].text)}>{t(`status.${step.status}`)}</span>
        <span className="truncate text-muted tabular-nums">
          {step.durationMs === null ? '' : t('run.items', { count: items })}
        </span>
        <span className="relative h-4 min-w-20">
          <span
            className={cn('absolute top-1 h-2 min-w-0.5 rounded-full', STATUS_LOOK[step.status].bar)}
            style={{ left: `${offset * 80}%`, width: `${length * 80}%`, opacity: step.startedAt ? 0.85 : 0 }}
          />
          <span
            className="absolute top-0 text-[11px] leading-4 text-muted tabular-nums"
            style={{ left: `calc(${(offset + length) * 80}% + 6px)` }}
          >
            {step.durationMs === null ? '' : formatDuration(step.durationMs)}
          </span>
        </span>
      </button>
      {step.error && step.status !== 'in-doubt' ? (
        <p className="mb-1 ml-8 rounded-md bg-danger-soft px-2 py-1 text-xs text-danger">
          {step.error.message} <span className="font-mono text-[11px]">{step.error.code}</span>
        </p>
      ) : null}
      {step.status === 'in-doubt' ? (
        <div className="my-1 ml-8">
          <DoubtDecision step={step} />
        </div>
      ) : null}
      {(step.console ?? []).map((line, index) => (
        <p
          key={index}
          className={cn(
            'ml-8 truncate font-mono text-[11.5px]',
            line.level === 'error' ? 'text-danger' : 'text-muted',
          )}
        >
          {line.text}
        </p>
      ))}
    </li>
  );
}

/** The steps of the run on a common time line; a click shows the node. */
export function StepList({ run }: { run: RunView }) {
  const t = useTranslations('editor');
  const now = useNow(!isFinalRun(run.status));
  const bars = stepBars(run, now).slice(0, MAX_ROWS);
  const seen = new Set<string>();
  if (bars.length === 0) return <p className="p-4 text-[13px] text-muted">{t('run.noSteps')}</p>;
  return (
    <ol aria-label={t('run.steps')} className="p-1.5">
      {bars.map((bar) => {
        const isFirstOfNode = !seen.has(bar.step.nodeId);
        seen.add(bar.step.nodeId);
        return <StepRow key={bar.step.key} bar={bar} isFirstOfNode={isFirstOfNode} />;
      })}
    </ol>
  );
}
