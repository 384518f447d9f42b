'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTRPC } from '@/components/api/trpc-provider';
import { RunRows } from '@/components/runs/run-rows';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { NewWorkflowButton } from '@/components/workflows/new-workflow-button';
import { WorkflowState } from '@/components/workflows/workflow-state';
import { PageFrame } from './page-frame';
import { QueryError } from './query-error';
import { useTenant } from './tenant-context';

/** What needs a person, what ran last, what was changed last. */
export function HomePage() {
  const t = useTranslations('shell.home');
  const trpc = useTRPC();
  const tenant = useTenant();
  const me = useQuery(trpc.session.me.queryOptions());
  const workflows = useQuery(trpc.workflow.list.queryOptions({ tenant: tenant.slug, limit: 6 }));
  const name = me.data?.user.name.split(/\s+/)[0] ?? '';
  if (workflows.isError)
    return <QueryError error={workflows.error} onRetry={() => void workflows.refetch()} />;
  const isEmpty = workflows.data?.items.length === 0;
  return (
    <PageFrame
      title={t('greeting', { name })}
      text={t('intro')}
      actions={isEmpty ? null : <NewWorkflowButton />}
    >
      {isEmpty ? (
        <div className="rounded-lg border border-border bg-surface shadow-card">
          <EmptyState
            icon={<Workflow />}
            title={t('emptyTitle')}
            description={t('emptyText')}
            actions={<NewWorkflowButton />}
          />
        </div>
      ) : (
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-6">
            <Attention />
            <LatestRuns />
          </div>
          <HomeSection title={t('recentWorkflows')} href={tenant.href('/workflows')} all={t('allWorkflows')}>
            {workflows.data ? (
              <ul className="divide-y divide-border rounded-lg border border-border bg-surface shadow-card">
                {workflows.data.items.map((workflow) => (
                  <li
                    key={workflow.id}
                    className="relative flex flex-col gap-1.5 px-3 py-2.5 hover:bg-surface-sunken/60"
                  >
                    <Link
                      href={tenant.href(`/workflows/${workflow.id}`)}
                      className="truncate text-[13px] font-medium after:absolute after:inset-0"
                    >
                      {workflow.name}
                    </Link>
                    <span className="flex items-center justify-between gap-2 text-xs text-muted">
                      <WorkflowState workflow={workflow} />
                      <RelativeTime iso={workflow.updatedAt} />
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <Skeleton className="h-48 w-full" />
            )}
          </HomeSection>
        </div>
      )}
    </PageFrame>
  );
}

function HomeSection({
  title,
  href,
  all,
  children,
}: {
  title: string;
  href?: string;
  all?: string;
  children: ReactNode;
}) {
  return (
    <section>
      <div className="mb-2 flex items-baseline justify-between">
        <h2 className="text-[13px] font-semibold">{title}</h2>
        {href ? (
          <Link href={href} className="text-xs text-accent hover:underline">
            {all}
          </Link>
        ) : null}
      </div>
      {children}
    </section>
  );
}

function Attention() {
  const t = useTranslations('shell.home');
  const trpc = useTRPC();
  const tenant = useTenant();
  const waiting = useQuery(trpc.run.list.queryOptions({ tenant: tenant.slug, status: 'waiting', limit: 5 }));
  const failed = useQuery(trpc.run.list.queryOptions({ tenant: tenant.slug, status: 'failed', limit: 5 }));
  const runs = [...(waiting.data?.items ?? []), ...(failed.data?.items ?? [])].slice(0, 6);
  return (
    <HomeSection title={t('attention')}>
      {runs.length > 0 ? (
        <DataTable>
          <RunRows runs={runs} />
        </DataTable>
      ) : (
        <p className="flex items-center gap-2 rounded-lg border border-border bg-surface px-3 py-3 text-[13px] text-muted shadow-card">
          <CircleCheck className="size-4 text-status-succeeded" aria-hidden />
          {t('attentionNone')}
        </p>
      )}
    </HomeSection>
  );
}

function LatestRuns() {
  const t = useTranslations('shell.home');
  const trpc = useTRPC();
  const tenant = useTenant();
  const runs = useQuery(
    trpc.run.list.queryOptions({ tenant: tenant.slug, limit: 8 }, { refetchInterval: 5_000 }),
  );
  return (
    <HomeSection title={t('recentRuns')} href={tenant.href('/runs')} all={t('allRuns')}>
      {!runs.data ? (
        <Skeleton className="h-40 w-full" />
      ) : runs.data.items.length === 0 ? (
        <div className="rounded-lg border border-border bg-surface shadow-card">
          <EmptyState title={t('noRuns')} className="py-8" />
        </div>
      ) : (
        <DataTable>
          <RunRows runs={runs.data.items} />
        </DataTable>
      )}
    </HomeSection>
  );
}
