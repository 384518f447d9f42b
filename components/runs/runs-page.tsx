'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Activity, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { RUN_STATUSES, type RunStatus } from '@/core/engine/types';
import { useTRPC } from '@/components/api/trpc-provider';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { DataTable, HeadCell } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { RunRows } from './run-rows';

const ALL = 'all';

/** All runs of the tenant; the filters stand in the address. */
export function RunsPage() {
  const t = useTranslations('runs');
  const ui = useTranslations('ui');
  const trpc = useTRPC();
  const tenant = useTenant();
  const filters = useRunFilters();
  const runs = useInfiniteQuery(
    trpc.run.list.infiniteQueryOptions(
      { tenant: tenant.slug, limit: 50, ...filters.query },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: 5_000 },
    ),
  );
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <PageFrame title={t('title')} text={t('text')}>
      <div className="mb-3 flex items-center gap-2">
        <Select
          value={filters.query.status ?? ALL}
          onValueChange={(value) => filters.set('status', value === ALL ? null : value)}
        >
          <SelectTrigger aria-label={t('filterStatus')} className="w-44">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ALL}>{t('allStatuses')}</SelectItem>
            {RUN_STATUSES.map((status) => (
              <SelectItem key={status} value={status}>
                {t(`status.${status}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        {filters.isFiltered ? (
          <Button variant="ghost" onClick={filters.clear}>
            {t('clearFilters')}
          </Button>
        ) : null}
      </div>
      {runs.isError ? (
        <QueryError error={runs.error} onRetry={() => void runs.refetch()} />
      ) : runs.isPending ? (
        <Skeleton className="h-72 w-full" />
      ) : items.length === 0 ? (
        <NoRuns isFiltered={filters.isFiltered} onClear={filters.clear} />
      ) : (
        <DataTable>
          <thead>
            <tr>
              <HeadCell>{t('columns.status')}</HeadCell>
              <HeadCell>{t('columns.workflow')}</HeadCell>
              <HeadCell>{t('columns.version')}</HeadCell>
              <HeadCell>{t('columns.started')}</HeadCell>
              <HeadCell className="text-right">{t('columns.duration')}</HeadCell>
              <HeadCell>{t('columns.error')}</HeadCell>
            </tr>
          </thead>
          <RunRows runs={items} />
        </DataTable>
      )}
      {runs.hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button onClick={() => void runs.fetchNextPage()} disabled={runs.isFetchingNextPage}>
            {ui('loadMore')}
          </Button>
        </div>
      ) : null}
    </PageFrame>
  );
}

function NoRuns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useTranslations('runs');
  return (
    <div className="rounded-lg border border-border bg-surface shadow-card">
      {isFiltered ? (
        <EmptyState
          icon={<SearchX />}
          title={t('noneTitle')}
          description={t('noneText')}
          actions={<Button onClick={onClear}>{t('clearFilters')}</Button>}
        />
      ) : (
        <EmptyState icon={<Activity />} title={t('emptyTitle')} description={t('emptyText')} />
      )}
    </div>
  );
}

function useRunFilters() {
  const params = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const status = RUN_STATUSES.find((known): known is RunStatus => known === params.get('status'));
  const workflowId = params.get('workflow');
  return {
    query: { ...(status ? { status } : {}), ...(workflowId ? { workflowId } : {}) },
    isFiltered: status !== undefined || workflowId !== null,
    set(name: 'status' | 'workflow', value: string | null) {
      const next = new URLSearchParams(params);
      if (value === null) next.delete(name);
      else next.set(name, value);
      router.replace(`${path}?${next.toString()}`);
    },
    clear: () => router.replace(path),
  };
}
