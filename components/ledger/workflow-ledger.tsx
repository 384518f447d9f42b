'use client';
import { useEffect, useMemo } from 'react';
import Link from 'next/link';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ReceiptText, SearchX, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LEDGER_STATUSES } from '@/core/contracts/ledger';
import { useTRPC, useTRPCClient } from '@/components/api/trpc-provider';
import { RUN_SPANS, type RunSpan } from '@/components/runs/run-filters';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { ChoiceFilter } from './choice-filter';
import { ExportButton } from './export-button';
import { LedgerTable } from './ledger-rows';
import {
  ledgerQueryOf,
  NO_LEDGER_FILTERS,
  parseLedgerFilters,
  writeLedgerFilters,
  type LedgerFilters,
} from './ledger-filters';
import { TypedFilter } from './typed-filter';
import { useAddressFilters, type FilterControl } from './use-address-filters';
import { useMinute } from './use-minute';

const PAGE = 50;
const EXPORT_PAGE = 200;
const LOOK_MS = 10_000;
const CODEC = { parse: parseLedgerFilters, write: writeLedgerFilters, none: NO_LEDGER_FILTERS };
const SPANS = Object.keys(RUN_SPANS) as RunSpan[]; // the keys of a constant

interface BarProps {
  control: FilterControl<LedgerFilters>;
  nodes: readonly { id: string; name: string }[];
  children: React.ReactNode;
}

function FilterBar({ control, nodes, children }: BarProps) {
  const t = useTranslations('ledger');
  const spans = useTranslations('runs.span');
  const { filters, change } = control;
  return (
    <div role="search" aria-label={t('filters')} className="mb-3 flex flex-wrap items-center gap-2">
      <TypedFilter
        label={t('filterText')}
        text={filters.text}
        testId="ledger.filter.text"
        onChange={(text) => change({ text })}
      />
      <ChoiceFilter
        label={t('filterStatus')}
        all={t('allStatuses')}
        value={filters.status}
        testId="ledger.filter.status"
        choices={LEDGER_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(value) => change({ status: LEDGER_STATUSES.find((known) => known === value) ?? null })}
      />
      <ChoiceFilter
        label={t('filterNode')}
        all={t('allNodes')}
        value={filters.nodeId}
        testId="ledger.filter.node"
        choices={nodes.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(nodeId) => change({ nodeId })}
      />
      <ChoiceFilter
        label={t('filterTime')}
        all={t('anyTime')}
        value={filters.span}
        testId="ledger.filter.time"
        choices={SPANS.map((value) => ({ value, label: spans(value) }))}
        onChange={(value) => change({ span: SPANS.find((known) => known === value) ?? null })}
      />
      {control.isFiltered ? (
        <Button variant="ghost" data-testid="ledger.filter.clear" onClick={control.clear}>
          <X /> {t('clear')}
        </Button>
      ) : null}
      {children}
    </div>
  );
}

function Nothing({ control, workflowId }: { control: FilterControl<LedgerFilters>; workflowId: string }) {
  const t = useTranslations('ledger');
  const tenant = useTenant();
  return (
    <div className="rounded-lg border border-border bg-surface shadow-card">
      {control.isFiltered ? (
        <EmptyState
          icon={<SearchX />}
          title={t('noneTitle')}
          description={t('noneText')}
          actions={<Button onClick={control.clear}>{t('clear')}</Button>}
        />
      ) : (
        <EmptyState
          icon={<ReceiptText />}
          title={t('emptyTitle')}
          description={t('emptyText')}
          actions={
            <Button asChild variant="primary">
              <Link href={tenant.href(`/workflows/${workflowId}`)}>{t('emptyAction')}</Link>
            </Button>
          }
        />
      )}
    </div>
  );
}

/** What the runs of a workflow did to the outside world: filters, pages, and all of it as a file. */
export function WorkflowLedger({ workflowId }: { workflowId: string }) {
  const t = useTranslations('ledger');
  const ui = useTranslations('ui');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const tenant = useTenant();
  const now = useMinute();
  const control = useAddressFilters(CODEC);
  const query = useMemo(
    () => ({ tenant: tenant.slug, id: workflowId, ...ledgerQueryOf(control.filters, now) }),
    [tenant.slug, workflowId, control.filters, now],
  );
  const ledger = useInfiniteQuery(
    trpc.receipt.list.infiniteQueryOptions(
      { ...query, limit: PAGE },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: LOOK_MS,
        placeholderData: keepPreviousData,
      },
    ),
  );
  const items = useMemo(() => ledger.data?.pages.flatMap((page) => page.items) ?? [], [ledger.data]);
  const { fetchNextPage } = ledger;
  // A page of a search may be empty and still have a next one.
  const looksFurther = items.length === 0 && ledger.hasNextPage && !ledger.isFetching;
  useEffect(() => {
    if (looksFurther) void fetchNextPage();
  }, [looksFurther, fetchNextPage]);
  async function* pages() {
    let cursor: string | undefined;
    do {
      const page = await client.receipt.list.query({
        ...query,
        limit: EXPORT_PAGE,
        ...(cursor ? { cursor } : {}),
      });
      yield page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return (
    <>
      <FilterBar control={control} nodes={ledger.data?.pages[0]?.nodes ?? []}>
        <ExportButton name={`ledger-${workflowId}`} pages={pages} />
      </FilterBar>
      {ledger.isError ? (
        <QueryError error={ledger.error} onRetry={() => void ledger.refetch()} />
      ) : ledger.isPending ? (
        <Skeleton className="h-72 w-full" />
      ) : items.length === 0 && ledger.hasNextPage ? (
        <p role="status" className="py-10 text-center text-[13px] text-muted">
          {t('searching')}
        </p>
      ) : items.length === 0 ? (
        <Nothing control={control} workflowId={workflowId} />
      ) : (
        <div className={ledger.isPlaceholderData ? 'opacity-60 transition-opacity' : 'transition-opacity'}>
          <LedgerTable items={items} />
        </div>
      )}
      {ledger.hasNextPage && items.length > 0 ? (
        <div className="mt-3 flex flex-col items-center gap-1">
          <Button
            data-testid="ledger.more"
            onClick={() => void fetchNextPage()}
            disabled={ledger.isFetchingNextPage}
          >
            {ui('loadMore')}
          </Button>
          <span className="text-xs text-muted tabular-nums">{t('shown', { count: items.length })}</span>
        </div>
      ) : null}
    </>
  );
}
