'use client';
import { Activity } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunSummary } from '@/core/contracts/run-view';
import { StatusIcon } from '@/components/run-view/status-icon';
import { formatDuration } from '@/components/runs/format-duration';
import { useTenant } from '@/components/shell/tenant-context';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { CardList, CardRow, HomeSection } from './home-section';

/** The latest runs, each as it stands now. */
export function RecentRuns({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations('home');
  const words = useTranslations('runs');
  const tenant = useTenant();
  return (
    <HomeSection title={t('runs')} link={{ href: tenant.href('/runs'), text: t('allRuns') }}>
      {runs.length === 0 ? (
        <div className="rounded-lg border border-border bg-surface shadow-card">
          <EmptyState
            icon={<Activity />}
            title={t('noRuns')}
            description={t('noRunsText')}
            className="py-9"
          />
        </div>
      ) : (
        <CardList>
          {runs.map((run) => {
            const status = words(`status.${run.status}`);
            return (
              <CardRow
                key={run.id}
                href={tenant.href(`/runs/${run.id}`)}
                testId={`home.recent.run.${run.id}`}
                label={t('openRun', { workflow: run.workflowName, status })}
                name={
                  <span className="flex min-w-0 items-center gap-2">
                    <StatusIcon status={run.status} />
                    <span className="truncate">{run.workflowName}</span>
                    {run.version === null ? <Badge>{words('draft')}</Badge> : null}
                  </span>
                }
              >
                <span className="text-xs text-muted">{status}</span>
                <span className="w-14 text-right text-xs text-muted tabular-nums">
                  {formatDuration(run.startedAt, run.finishedAt)}
                </span>
                <span className="w-28 text-right text-xs text-muted">
                  <RelativeTime iso={run.createdAt} />
                </span>
              </CardRow>
            );
          })}
        </CardList>
      )}
    </HomeSection>
  );
}
