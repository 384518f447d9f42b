'use client';
import Link from 'next/link';
import { CornerUpLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunSummary } from '@/core/contracts/run-view';
import { SelectCell, type RowSelection } from '@/components/lists/select-cells';
import { StatusIcon } from '@/components/run-view/status-icon';
import { useTenant } from '@/components/shell/tenant-context';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import { Badge } from '@/components/ui/badge';
import { Cell, Row } from '@/components/ui/data-table';
import { RelativeTime } from '@/components/ui/relative-time';
import { cn } from '@/components/ui/cn';
import { formatDuration, formatMs } from './format-duration';
import { TriggerWord } from './trigger-word';

export interface RunRowsProps {
  runs: readonly RunSummary[];
  selection?: RowSelection | undefined;
  /** Rows name their workflow; one is enough for the list of one workflow. */
  hasWorkflow?: boolean;
}

/** Version, and what the run is a second try of. */
function How({ run }: { run: RunSummary }) {
  const t = useTranslations('runs');
  const tenant = useTenant();
  return (
    <span className="flex items-center gap-1.5">
      <Badge>{run.version === null ? t('draft') : `v${run.version}`}</Badge>
      {run.parentRunId ? (
        <Link
          href={tenant.href(`/runs/${run.parentRunId}`)}
          className="relative z-10 inline-flex min-h-6 items-center gap-1 text-xs whitespace-nowrap text-muted hover:text-foreground hover:underline"
        >
          <CornerUpLeft aria-hidden className="size-3 shrink-0" /> {t(`how.${run.startedHow ?? 'other'}`)}
        </Link>
      ) : null}
    </span>
  );
}

function ErrorWords({ error }: { error: NonNullable<RunSummary['error']> }) {
  const texts = useProblemTexts();
  const { message } = texts.error(error);
  const words = error.nodeName ? `${error.nodeName}: ${message}` : message;
  return (
    <span title={words} className="block truncate text-danger">
      {words}
    </span>
  );
}

function RunRow({ run, selection, hasWorkflow = true }: Omit<RunRowsProps, 'runs'> & { run: RunSummary }) {
  const t = useTranslations('runs');
  const tenant = useTenant();
  const isSelected = selection?.ids.has(run.id) ?? false;
  return (
    <Row
      data-testid={`runs.row.${run.id}`}
      data-status={run.status}
      className={cn('relative', isSelected && 'bg-accent-soft/60')}
    >
      {selection ? (
        <SelectCell
          id={run.id}
          testId={`runs.select.${run.id}`}
          label={t('select', {
            workflow: run.workflowName,
            time: new Date(run.createdAt).toLocaleString(),
          })}
          selection={selection}
        />
      ) : null}
      <Cell className="w-30">
        <span className="flex items-center gap-2 whitespace-nowrap">
          <StatusIcon status={run.status} />
          {t(`status.${run.status}`)}
        </span>
      </Cell>
      <Cell className="max-w-56">
        <Link
          href={tenant.href(`/runs/${run.id}`)}
          aria-label={t('open', { workflow: run.workflowName })}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {hasWorkflow ? run.workflowName : <RelativeTime iso={run.createdAt} />}
        </Link>
      </Cell>
      <Cell className="w-32 text-muted">
        <TriggerWord type={run.triggerType} />
      </Cell>
      {hasWorkflow ? (
        <Cell className="w-32 text-muted">
          <RelativeTime iso={run.createdAt} />
        </Cell>
      ) : null}
      <Cell className="w-20 text-right whitespace-nowrap text-muted tabular-nums">
        {run.durationMs == null ? formatDuration(run.startedAt, run.finishedAt) : formatMs(run.durationMs)}
      </Cell>
      <Cell className="w-36">
        <How run={run} />
      </Cell>
      {/* What is left of the width, and never more: long words end in dots, not beyond the table. */}
      <Cell className="w-1/3 max-w-0">{run.error ? <ErrorWords error={run.error} /> : null}</Cell>
    </Row>
  );
}

/** Rows of a run table: status, workflow, how it began, when, how long, and the error where there is one. */
export function RunRows({ runs, selection, hasWorkflow = true }: RunRowsProps) {
  return (
    <tbody>
      {runs.map((run) => (
        <RunRow key={run.id} run={run} selection={selection} hasWorkflow={hasWorkflow} />
      ))}
    </tbody>
  );
}
