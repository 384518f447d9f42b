'use client';
import { useMemo, useState } from 'react';
import Link from 'next/link';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Activity } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunSummary } from '@/core/contracts/run-view';
import { useLiveEvents } from '@/components/api/live-provider';
import { useTRPC } from '@/components/api/trpc-provider';
import { NothingHere } from '@/components/lists/nothing-here';
import { PagedList } from '@/components/lists/paged-list';
import { SelectAllCell, type RowSelection } from '@/components/lists/select-cells';
import { NOTHING_SELECTED, toggleAll, toggleRow } from '@/components/lists/selection';
import { useAddressFilters } from '@/components/lists/use-address-filters';
import { useMinute } from '@/components/lists/use-minute';
import { useRows } from '@/components/lists/use-rows';
import { isFinalRun } from '@/components/run-view/run-overlay';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { DataTable, HeadCell } from '@/components/ui/data-table';
import { RunBulkBar } from './run-bulk-bar';
import { RunFilterBar } from './run-filter-bar';
import { NO_FILTERS, parseRunFilters, runQueryOf, writeRunFilters, type RunFilters } from './run-filters';
import { RunRows } from './run-rows';

const CODEC = { parse: parseRunFilters, write: writeRunFilters, none: NO_FILTERS };
const PAGE = 50;
/** New runs of any workflow are looked for this often; those of a watched one come by themselves. */
const LOOK_MS = 5000;
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

function useRunList(filters: RunFilters, fixedWorkflow: string | undefined) {
  const trpc = useTRPC();
  const tenant = useTenant();
  // A span is counted back from now; the list moves on with each minute.
  const now = useMinute();
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

interface TableProps {
  items: readonly RunSummary[];
  hasWorkflow: boolean;
}

function RunsTable({ items, hasWorkflow }: TableProps) {
  const t = useTranslations('runs');
  const tenant = useTenant();
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const shown = useMemo(() => items.map((run) => run.id), [items]);
  const canAct = tenant.may('run:cancel') || tenant.may('run:start');
  const rows: RowSelection | undefined = canAct
    ? {
        ids: selection.ids,
        toggle: (id, isRange) => setSelection((before) => toggleRow(before, id, { shown, isRange })),
      }
    : undefined;
  return (
    <>
      <RunBulkBar runs={items} ids={selection.ids} onClear={() => setSelection(NOTHING_SELECTED)} />
      <DataTable>
        <thead>
          <tr>
            {canAct ? (
              <SelectAllCell
                selection={selection}
                shown={shown}
                label={t('selectAll')}
                testId="runs.select.all"
                onToggle={() => setSelection((before) => toggleAll(before, shown))}
              />
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
    </>
  );
}

/** Runs, newest first, with filters, bulk actions and paging; of one workflow when it is given. */
export function RunsList({ workflowId: fixed }: { workflowId?: string }) {
  const t = useTranslations('runs');
  const tenant = useTenant();
  const control = useAddressFilters(CODEC);
  const { runs, workflowId } = useRunList(control.filters, fixed);
  const found = useRows(runs);
  useLiveList(found.rows, workflowId);
  const workflow = fixed === undefined ? '/workflows' : `/workflows/${fixed}`;
  const nothing = (
    <NothingHere
      isFiltered={control.isFiltered}
      onClear={control.clear}
      none={{ title: t('noneTitle'), text: t('noneText') }}
      empty={{
        icon: <Activity />,
        title: t('emptyTitle'),
        text: t('emptyText'),
        action: (
          <Button asChild variant="primary">
            <Link href={tenant.href(workflow)}>{t('emptyAction')}</Link>
          </Button>
        ),
      }}
    />
  );
  return (
    <>
      <RunFilterBar control={control} hasWorkflow={fixed === undefined} />
      <PagedList pages={runs} found={found} searching={t('searching')} nothing={nothing} testId="runs.more">
        <RunsTable items={found.rows} hasWorkflow={fixed === undefined} />
      </PagedList>
    </>
  );
}
