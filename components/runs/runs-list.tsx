'use client';
import { useEffect, useMemo, useState } from 'react';
import Link from 'next/link';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Activity, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunSummary } from '@/core/contracts/run-view';
import { useLiveEvents } from '@/components/api/live-provider';
import { useTRPC } from '@/components/api/trpc-provider';
import { isFinalRun } from '@/components/run-view/run-overlay';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { DataTable, HeadCell } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { RunBulkBar } from './run-bulk-bar';
import { RunFilterBar } from './run-filter-bar';
import { runQueryOf } from './run-filters';
import { RunRows, type RowSelection } from './run-rows';
import { allSelected, NOTHING_SELECTED, toggleAll, toggleRow } from './selection';
import { useRunFilters, type RunFilterControl } from './use-run-filters';

const PAGE = 50;
/** New runs of any workflow are looked for this often; those of a watched one come by themselves. */
const LOOK_MS = 5000;
const MINUTE_MS = 60_000;
/** More topics than this would not fit one stream. */
const MAX_WATCHED = 30;

/** Runs that go on, and the workflow of the list, are told about as they change. */
function useLiveList(runs: readonly RunSummary[], workflowId: string | null): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const live = runs.filter((run) => !isFinalRun(run.status)).slice(0, MAX_WATCHED);
  const topics = workflowId ? [`workflow:${workflowId}`] : live.map((run) => `run:${run.id}`);
  useLiveEvents(topics, (event) => {
    if (event.kind !== 'workflow-changed') {
      void queries.invalidateQueries({ queryKey: trpc.run.list.pathKey() });
    }
  });
}

function useRunList(control: RunFilterControl, fixedWorkflow: string | undefined) {
  const trpc = useTRPC();
  const tenant = useTenant();
  const { filters } = control;
  // A span is counted from when it was chosen; the list moves on with each minute.
  const [now, setNow] = useState(() => Date.now());
  const hasSpan = filters.span !== null;
  useEffect(() => {
    if (!hasSpan) return undefined;
    const timer = window.setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => window.clearInterval(timer);
  }, [hasSpan]);
  const query = useMemo(() => runQueryOf(filters, now, new Date(now).getTimezoneOffset()), [filters, now]);
  const workflowId = fixedWorkflow ?? query.workflowId;
  const runs = useInfiniteQuery(
    trpc.run.list.infiniteQueryOptions(
      { tenant: tenant.slug, limit: PAGE, ...query, ...(workflowId ? { workflowId } : {}) },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: LOOK_MS,
        placeholderData: keepPreviousData,
      },
    ),
  );
  return { runs, workflowId: workflowId ?? null };
}

function ListSkeleton() {
  return (
    <div className="space-y-px overflow-hidden rounded-lg border border-border bg-surface p-3" aria-hidden>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-9 w-full" />
      ))}
    </div>
  );
}

function Nothing({ control, href }: { control: RunFilterControl; href: string }) {
  const t = useTranslations('runs');
  return (
    <div className="rounded-lg border border-border bg-surface shadow-card">
      {control.isFiltered ? (
        <EmptyState
          icon={<SearchX />}
          title={t('noneTitle')}
          description={t('noneText')}
          actions={<Button onClick={control.clear}>{t('clearFilters')}</Button>}
        />
      ) : (
        <EmptyState
          icon={<Activity />}
          title={t('emptyTitle')}
          description={t('emptyText')}
          actions={
            <Button asChild variant="primary">
              <Link href={href}>{t('emptyAction')}</Link>
            </Button>
          }
        />
      )}
    </div>
  );
}

interface TableProps {
  items: readonly RunSummary[];
  hasWorkflow: boolean;
  isStale: boolean;
}

function RunsTable({ items, hasWorkflow, isStale }: TableProps) {
  const t = useTranslations('runs');
  const tenant = useTenant();
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const shown = useMemo(() => items.map((run) => run.id), [items]);
  const canAct = tenant.may('run:cancel') || tenant.may('run:start');
  const all = allSelected(selection, shown);
  const rows: RowSelection | undefined = canAct
    ? {
        ids: selection.ids,
        toggle: (id, isRange) => setSelection((before) => toggleRow(before, id, { shown, isRange })),
      }
    : undefined;
  return (
    <>
      <RunBulkBar runs={items} ids={selection.ids} onClear={() => setSelection(NOTHING_SELECTED)} />
      <div className={isStale ? 'opacity-60 transition-opacity' : 'transition-opacity'}>
        <DataTable>
          <thead>
            <tr>
              {canAct ? (
                <HeadCell className="w-9 pr-0">
                  <label className="flex size-6 items-center justify-center">
                    <input
                      type="checkbox"
                      data-testid="runs.select.all"
                      aria-label={t('selectAll')}
                      className="size-4 accent-[var(--accent)]"
                      checked={all === true}
                      ref={(box) => {
                        if (box) box.indeterminate = all === 'mixed';
                      }}
                      onChange={() => setSelection((before) => toggleAll(before, shown))}
                    />
                  </label>
                </HeadCell>
              ) : null}
              <HeadCell>{t('columns.status')}</HeadCell>
              <HeadCell>{t(hasWorkflow ? 'columns.workflow' : 'columns.started')}</HeadCell>
              <HeadCell>{t('columns.trigger')}</HeadCell>
              {hasWorkflow ? <HeadCell>{t('columns.started')}</HeadCell> : null}
              <HeadCell className="text-right">{t('columns.duration')}</HeadCell>
              <HeadCell>{t('columns.how')}</HeadCell>
              <HeadCell>{t('columns.error')}</HeadCell>
            </tr>
          </thead>
          <RunRows runs={items} selection={rows} hasWorkflow={hasWorkflow} />
        </DataTable>
      </div>
    </>
  );
}

/** Runs, newest first, with filters, bulk actions and paging; of one workflow when it is given. */
export function RunsList({ workflowId: fixed }: { workflowId?: string }) {
  const t = useTranslations('runs');
  const ui = useTranslations('ui');
  const tenant = useTenant();
  const control = useRunFilters();
  const { runs, workflowId } = useRunList(control, fixed);
  const items = useMemo(() => runs.data?.pages.flatMap((page) => page.items) ?? [], [runs.data]);
  useLiveList(items, workflowId);
  const { fetchNextPage } = runs;
  // A page of a search may be empty and still have a next one.
  const looksFurther = items.length === 0 && runs.hasNextPage && !runs.isFetching;
  useEffect(() => {
    if (looksFurther) void fetchNextPage();
  }, [looksFurther, fetchNextPage]);
  return (
    <>
      <RunFilterBar control={control} hasWorkflow={fixed === undefined} />
      {runs.isError ? (
        <QueryError error={runs.error} onRetry={() => void runs.refetch()} />
      ) : runs.isPending ? (
        <ListSkeleton />
      ) : items.length === 0 && runs.hasNextPage ? (
        <p role="status" className="py-10 text-center text-[13px] text-muted">
          {t('searching')}
        </p>
      ) : items.length === 0 ? (
        <Nothing
          control={control}
          href={tenant.href(fixed === undefined ? '/workflows' : `/workflows/${fixed}`)}
        />
      ) : (
        <RunsTable items={items} hasWorkflow={fixed === undefined} isStale={runs.isPlaceholderData} />
      )}
      {runs.hasNextPage && items.length > 0 ? (
        <div className="mt-3 flex flex-col items-center gap-1">
          <Button
            data-testid="runs.more"
            onClick={() => void runs.fetchNextPage()}
            disabled={runs.isFetchingNextPage}
          >
            {ui('loadMore')}
          </Button>
          <span className="text-xs text-muted tabular-nums">{t('shown', { count: items.length })}</span>
        </div>
      ) : null}
    </>
  );
}
