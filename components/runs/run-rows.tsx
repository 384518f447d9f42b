'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { RunSummary } from '@/core/contracts/run-view';
import { StatusIcon } from '@/components/run-view/status-icon';
import { useTenant } from '@/components/shell/tenant-context';
import { Cell, Row } from '@/components/ui/data-table';
import { RelativeTime } from '@/components/ui/relative-time';
import { formatDuration } from './format-duration';

/** Rows of a run table: status, workflow, time, duration, and the error where there is one. */
export function RunRows({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations('runs');
  const tenant = useTenant();
  return (
    <tbody>
      {runs.map((run) => (
        <Row key={run.id} className="relative">
          <Cell className="w-32">
            <span className="flex items-center gap-2">
              <StatusIcon status={run.status} />
              {t(`status.${run.status}`)}
            </span>
          </Cell>
          <Cell className="max-w-64">
            <Link
              href={tenant.href(`/runs/${run.id}`)}
              aria-label={t('open', { workflow: run.workflowName })}
              className="block truncate font-medium after:absolute after:inset-0"
            >
              {run.workflowName}
            </Link>
          </Cell>
          <Cell className="w-16 text-muted">{run.version === null ? t('draft') : `v${run.version}`}</Cell>
          <Cell className="w-36 text-muted">
            <RelativeTime iso={run.createdAt} />
          </Cell>
          <Cell className="w-24 text-right text-muted tabular-nums">
            {formatDuration(run.startedAt, run.finishedAt)}
          </Cell>
          <Cell className="max-w-72 truncate text-danger" title={run.error?.message}>
            {run.error
              ? run.error.nodeName
                ? `${run.error.nodeName}: ${run.error.message}`
                : run.error.message
              : null}
          </Cell>
        </Row>
      ))}
    </tbody>
  );
}
