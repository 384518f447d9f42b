'use client';
import { useTranslations } from 'next-intl';
import type { HealthView } from '@/core/contracts/health';
import { Badge } from '@/components/ui/badge';

/** How many runs of this tenant are where. */
export function RunCounts({ runs }: { runs: HealthView['runs'] }) {
  const t = useTranslations('health');
  return (
    <dl className="grid gap-3 text-[13px] sm:grid-cols-2">
      <Counts title={t('runsLive')} counts={runs.live} />
      <Counts title={t('runsDay')} counts={runs.day} />
    </dl>
  );
}

function Counts({ title, counts }: { title: string; counts: Readonly<Record<string, number>> }) {
  const t = useTranslations('health');
  const status = useTranslations('runs.status');
  const entries = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  return (
    <div className="rounded-lg border border-border bg-surface p-3 shadow-card">
      <dt className="mb-1.5 text-muted">{title}</dt>
      <dd className="flex flex-wrap gap-1.5">
        {entries.length === 0 ? t('noRuns') : null}
        {entries.map(([name, count]) => (
          <Badge key={name}>
            {status(name as 'succeeded')} {count}
          </Badge>
        ))}
      </dd>
    </div>
  );
}
