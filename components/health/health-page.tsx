'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { HealthView } from '@/core/contracts/health';
import type { HealthLevel } from '@/core/health/health';
import { useTRPC } from '@/components/api/trpc-provider';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { cn } from '@/components/ui/cn';
import { RICH } from '@/components/ui/rich';
import { Skeleton } from '@/components/ui/skeleton';
import { ProcessTable } from './process-table';
import { RunCounts } from './run-counts';

/** Looked at again while the page is open. */
const REFRESH_MS = 10_000;

const LOOK = {
  ok: { icon: CircleCheck, colour: 'text-success' },
  warning: { icon: TriangleAlert, colour: 'text-warning' },
  problem: { icon: CircleAlert, colour: 'text-danger' },
} as const;

/** What the administrator of an installation wants to know first. */
export function HealthPage() {
  const t = useTranslations('health');
  const trpc = useTRPC();
  const { slug } = useTenant();
  const health = useQuery({
    ...trpc.health.get.queryOptions({ tenant: slug }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <PageFrame title={t('title')} text={t.rich('text', RICH)}>
      {health.isError ? (
        <QueryError error={health.error} onRetry={() => void health.refetch()} />
      ) : health.isPending ? (
        <Skeleton className="h-96 w-full" />
      ) : (
        // Whoever has no mouse scrolls it: there is nothing in it to go to.
        <div role="region" aria-label={t('title')} tabIndex={0} className="flex flex-col gap-6">
          <Overall level={health.data.level} />
          <Section title={t('checks')}>
            <ul className="divide-y divide-border rounded-lg border border-border bg-surface shadow-card">
              {bySeverity(health.data.checks).map((check) => (
                <CheckRow key={check.code} check={check} />
              ))}
            </ul>
          </Section>
          <Section title={t('processes')}>
            <ProcessTable processes={health.data.processes} />
          </Section>
          <Section title={t('runs')}>
            <RunCounts runs={health.data.runs} />
          </Section>
        </div>
      )}
    </PageFrame>
  );
}

function Overall({ level }: { level: HealthLevel }) {
  const t = useTranslations('health.overall');
  const { icon: Icon, colour } = LOOK[level];
  return (
    <p
      role="status"
      data-testid="health.overall"
      data-level={level}
      className="flex items-center gap-2 font-medium"
    >
      <Icon aria-hidden className={cn('size-5', colour)} />
      {t(level)}
    </p>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-[13px] font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function CheckRow({ check }: { check: HealthView['checks'][number] }) {
  const t = useTranslations('health');
  const { icon: Icon, colour } = LOOK[check.level];
  return (
    <li
      data-testid={`health.check.${check.name}`}
      data-level={check.level}
      className="flex items-start gap-3 px-3 py-2.5 text-[13px]"
    >
      <Icon
        aria-label={t(`level.${check.level}`)}
        role="img"
        className={cn('mt-0.5 size-4 shrink-0', colour)}
      />
      <span className="w-44 shrink-0 font-medium">{t(`name.${check.name}` as 'name.disk')}</span>
      <span className="text-muted">
        {t.rich(`check.${check.code}` as 'check.disk.low', { ...check.params, ...RICH })}
      </span>
    </li>
  );
}

/** What is wrong stands first. */
function bySeverity(checks: HealthView['checks']): HealthView['checks'] {
  const order: Record<HealthLevel, number> = { problem: 0, warning: 1, ok: 2 };
  return [...checks].sort((a, b) => order[a.level] - order[b.level]);
}
