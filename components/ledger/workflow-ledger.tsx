'use client';
import { useMemo } from 'react';
import Link from 'next/link';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LEDGER_STATUSES } from '@/core/contracts/ledger';
import { useTRPC, useTRPCClient } from '@/components/api/trpc-provider';
import { ChoiceFilter } from '@/components/lists/choice-filter';
import { FilterBar } from '@/components/lists/filter-bar';
import { NothingHere } from '@/components/lists/nothing-here';
import { PagedList } from '@/components/lists/paged-list';
import { SpanChoice } from '@/components/lists/span-choice';
import { TypedFilter } from '@/components/lists/typed-filter';
import { useAddressFilters, type FilterControl } from '@/components/lists/use-address-filters';
import { useMinute } from '@/components/lists/use-minute';
import { useRows } from '@/components/lists/use-rows';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { ExportButton } from './export-button';
import { LedgerTable } from './ledger-rows';
import {
  ledgerQueryOf,
  NO_LEDGER_FILTERS,
  parseLedgerFilters,
  writeLedgerFilters,
  type LedgerFilters,
} from './ledger-filters';

const PAGE = 50;
const EXPORT_PAGE = 200;
const LOOK_MS = 10_000;
const CODEC = { parse: parseLedgerFilters, write: writeLedgerFilters, none: NO_LEDGER_FILTERS };

interface BarProps {
  control: FilterControl<LedgerFilters>;
  nodes: readonly { id: string; name: string }[];
  children: React.ReactNode;
}

function LedgerBar({ control, nodes, children }: BarProps) {
  const t = useTranslations('ledger');
  const { filters, change } = control;
  return (
    <FilterBar
      isFiltered={control.isFiltered}
      onClear={control.clear}
      testId="ledger.filter.clear"
      end={children}
    >
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
        onChange={(status) => change({ status })}
      />
      <ChoiceFilter
        label={t('filterNode')}
        all={t('allNodes')}
        value={filters.nodeId}
        testId="ledger.filter.node"
        choices={nodes.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(nodeId) => change({ nodeId })}
      />
      <SpanChoice value={filters.span} testId="ledger.filter.time" onChange={(span) => change({ span })} />
    </FilterBar>
  );
}

/** What the runs of a workflow did to the outside world: filters, pages, and all of it as a file. */
export function WorkflowLedger({ workflowId }: { workflowId: string }) {
  const t = useTranslations('ledger');
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
  const found = useRows(ledger);
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
  const nothing = (
    <NothingHere
      isFiltered={control.isFiltered}
      onClear={control.clear}
      none={{ title: t('noneTitle'), text: t('noneText') }}
      empty={{
        icon: <ReceiptText />,
        title: t('emptyTitle'),
        text: t('emptyText'),
        action: (
          <Button asChild variant="primary">
            <Link href={tenant.href(`/workflows/${workflowId}`)}>{t('emptyAction')}</Link>
          </Button>
        ),
      }}
    />
  );
  return (
    <>
      <LedgerBar control={control} nodes={ledger.data?.pages[0]?.nodes ?? []}>
        <ExportButton name={`ledger-${workflowId}`} pages={pages} />
      </LedgerBar>
      <PagedList
        pages={ledger}
        found={found}
        searching={t('searching')}
        nothing={nothing}
        testId="ledger.more"
      >
        <LedgerTable items={found.rows} />
      </PagedList>
    </>
  );
}
