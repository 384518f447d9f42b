'use client';
import { ChevronDown, ChevronRight, Receipt, Recycle, RotateCcw, SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunStepView } from '@/core/contracts/run-view';
import { cn } from '@/components/ui/cn';
import { StatusIcon } from './status-icon';
import { STATUS_LOOK } from './status-look';
import { formatDuration } from './timeline';
import { placeOn, type TimelineRow, type TimeScale } from './timeline-rows';

export const ROW_HEIGHT = 30;
/** Name and facts at the left, the line of time at the right; a narrow panel goes without the facts. */
export const ROW_GRID =
  'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-2 px-2 @lg:grid-cols-[minmax(7rem,17rem)_7rem_minmax(9rem,1fr)]';
/** The line of time; it leaves room for the duration beside the longest bar. */
export const TIME_LINE = 'absolute inset-y-0 right-16 left-0';

/** In place of a bar: the step did not run in this run. */
function ReusedMark() {
  const t = useTranslations('run.timeline');
  return (
    <span className="flex h-full items-center gap-1.5 text-[11px] text-muted" title={t('reusedText')}>
      <Recycle aria-hidden className="size-3.5 text-faint" /> {t('reused')}
    </span>
  );
}

function Bar({ row, scale }: { row: TimelineRow; scale: TimeScale }) {
  const status = row.kind === 'step' ? row.step.status : row.status;
  const { offset, length } = placeOn(scale, row);
  if (row.kind === 'step' && row.step.reused) return <ReusedMark />;
  if (row.from === null) return <span />;
  const duration = row.kind === 'step' ? row.step.durationMs : (row.to ?? row.from) - row.from;
  return (
    <span className="relative h-full">
      <span className={TIME_LINE}>
        <span
          className={cn(
            'absolute top-1/2 h-2.5 min-w-1 -translate-y-1/2 rounded-sm',
            STATUS_LOOK[status].bar,
            row.kind === 'group' ? 'opacity-35' : 'opacity-85',
            status === 'running' && row.kind === 'step' && 'motion-safe:animate-pulse',
          )}
          style={{ left: `${offset * 100}%`, width: `${length * 100}%` }}
        />
        {duration === null ? null : (
          <span
            className="absolute top-0 flex h-full items-center pl-2 text-[11px] whitespace-nowrap text-muted tabular-nums"
            style={{ left: `${(offset + length) * 100}%` }}
          >
            {formatDuration(duration)}
          </span>
        )}
      </span>
    </span>
  );
}

function StepFacts({ step }: { step: RunStepView }) {
  const t = useTranslations('run.timeline');
  const items = Object.values(step.itemCounts).reduce((sum, count) => sum + count, 0);
  const logs = step.console?.length ?? 0;
  const receipts = step.receipts?.length ?? 0;
  const icon = 'size-3.5 text-faint';
  return (
    <span className="hidden items-center gap-1.5 text-[11px] text-muted tabular-nums @lg:flex">
      <span className="truncate">{step.durationMs === null ? '' : t('items', { count: items })}</span>
      {step.attempts > 1 ? (
        <RotateCcw role="img" aria-label={t('attempts', { count: step.attempts })} className={icon} />
      ) : null}
      {logs > 0 ? (
        <SquareTerminal role="img" aria-label={t('logs', { count: logs })} className={icon} />
      ) : null}
      {receipts > 0 ? (
        <Receipt role="img" aria-label={t('receipts', { count: receipts })} className={icon} />
      ) : null}
    </span>
  );
}

function StepLabel({ row }: { row: Extract<TimelineRow, { kind: 'step' }> }) {
  const { step } = row;
  // Inside a loop the place says which iteration; a delivery of its own is told apart by its segment.
  const segment = step.iteration?.split('/').findLast((part) => !/:\d+$/.test(part));
  return (
    <>
      <StatusIcon status={step.status} />
      <span className="truncate font-medium">
        {step.nodeName}
        {segment ? <span className="font-normal text-faint"> · {segment}</span> : null}
      </span>
    </>
  );
}

export interface TimelineRowProps {
  row: TimelineRow;
  scale: TimeScale;
  id: string;
  place: { index: number; count: number };
  isActive: boolean;
  isSelected: boolean;
  nodeName(nodeId: string): string;
  onPick(): void;
}

/** One line of the timeline: a step, or a loop or iteration that can be folded. */
export function TimelineRowView(props: TimelineRowProps) {
  const { row, scale, id, place, isActive, isSelected, nodeName, onPick } = props;
  const t = useTranslations('run.timeline');
  const isGroup = row.kind === 'group';
  const name = isGroup ? nodeName(row.nodeId) : row.step.nodeName;
  const Chevron = isGroup && row.isOpen ? ChevronDown : ChevronRight;
  const testId = isGroup
    ? `run.group.${row.key.slice(1)}`
    : `run.step.${row.isFirstOfNode ? row.step.nodeId : row.step.key}`;
  return (
    // Focus stays on the tree, which takes the keys for all of its rows.
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-posinset={place.index + 1}
      aria-setsize={place.count}
      aria-selected={isSelected}
      {...(isGroup ? { 'aria-expanded': row.isOpen } : {})}
      tabIndex={-1}
      data-testid={testId}
      data-status={isGroup ? row.status : row.step.status}
      className={cn(
        ROW_GRID,
        'absolute inset-x-0 cursor-default items-center text-xs hover:bg-surface-sunken',
        isSelected && 'bg-accent-soft hover:bg-accent-soft',
        isActive &&
          'group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-ring',
      )}
      style={{ top: place.index * ROW_HEIGHT, height: ROW_HEIGHT }}
      onClick={onPick}
    >
      <span className="flex min-w-0 items-center gap-2" style={{ paddingLeft: row.depth * 16 }}>
        {isGroup ? (
          <>
            <Chevron aria-hidden className="size-4 shrink-0 text-muted" />
            <StatusIcon status={row.status} />
            <span className="truncate text-muted">
              {row.what === 'loop'
                ? t('loop', { name, count: row.count })
                : t('iteration', { number: row.count + 1 })}
            </span>
          </>
        ) : (
          <StepLabel row={row} />
        )}
      </span>
      {isGroup ? <span className="hidden @lg:inline" /> : <StepFacts step={row.step} />}
      <Bar row={row} scale={scale} />
    </div>
  );
}
