'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { WorkflowSummary } from '@/core/contracts/workflow-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { ImportButton, ImportWorkflows, useImportState } from '@/components/exchange/import-workflows';
import { NothingHere } from '@/components/lists/nothing-here';
import { PagedList } from '@/components/lists/paged-list';
import { useAddressFilters } from '@/components/lists/use-address-filters';
import { useRows } from '@/components/lists/use-rows';
import { PageFrame } from '@/components/shell/page-frame';
import { useTenant } from '@/components/shell/tenant-context';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { RelativeTime } from '@/components/ui/relative-time';
import { NewWorkflowButton } from './new-workflow-button';
import { NodeTypeIcons } from './node-type-icons';
import { WorkflowActions } from './workflow-actions';
import { WorkflowFilterBar } from './workflow-filter-bar';
import {
  isNarrowed,
  NO_WORKFLOW_FILTERS,
  parseWorkflowFilters,
  workflowQueryOf,
  writeWorkflowFilters,
} from './workflow-filters';
import { WorkflowState } from './workflow-state';

const PAGE = 50;
const CODEC = { parse: parseWorkflowFilters, write: writeWorkflowFilters, none: NO_WORKFLOW_FILTERS };

/** The tenant's workflows; what they are narrowed to stands in the address. */
export function WorkflowsPage() {
  const t = useTranslations('workflows');
  const trpc = useTRPC();
  const tenant = useTenant();
  const control = useAddressFilters(CODEC);
  const { filters } = control;
  const importing = useImportState();
  const list = useInfiniteQuery(
    trpc.workflow.list.infiniteQueryOptions(
      { tenant: tenant.slug, limit: PAGE, ...workflowQueryOf(filters) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const found = useRows(list);
  const { rows } = found;
  const isFiltered = isNarrowed(filters);
  const isBare = rows.length === 0 && !isFiltered && !list.isPending;
  const nothing = (
    <NothingHere
      isFiltered={isFiltered}
      onClear={control.clear}
      none={{ title: t('noneTitle'), text: t('noneText') }}
      empty={{
        icon: <Workflow />,
        title: t('emptyTitle'),
        text: t('emptyText'),
        action: (
          <>
            <NewWorkflowButton />
            <ImportButton state={importing} />
          </>
        ),
      }}
    />
  );
  return (
    <PageFrame
      title={t('title')}
      actions={
        isBare ? null : (
          <>
            <ImportButton state={importing} />
            <NewWorkflowButton />
          </>
        )
      }
    >
      <ImportWorkflows state={importing} listens />
      {isBare ? null : <WorkflowFilterBar control={control} />}
      <PagedList pages={list} found={found} nothing={nothing} testId="workflows.more">
        <WorkflowTable workflows={found.rows} />
      </PagedList>
    </PageFrame>
  );
}

function WorkflowTable({ workflows }: { workflows: readonly WorkflowSummary[] }) {
  const t = useTranslations('workflows');
  const tenant = useTenant();
  return (
    <DataTable>
      <thead>
        <tr>
          <HeadCell>{t('columns.name')}</HeadCell>
          <HeadCell>{t('columns.nodes')}</HeadCell>
          <HeadCell>{t('columns.state')}</HeadCell>
          <HeadCell>{t('columns.changed')}</HeadCell>
          <HeadCell className="w-10" aria-hidden />
        </tr>
      </thead>
      <tbody>
        {workflows.map((workflow) => (
          <Row key={workflow.id} className="relative">
            <Cell className="max-w-80">
              <Link
                href={tenant.href(`/workflows/${workflow.id}`)}
                className="block truncate font-medium after:absolute after:inset-0"
              >
                {workflow.name}
              </Link>
            </Cell>
            <Cell className="w-44">
              <NodeTypeIcons types={workflow.nodeTypes} />
            </Cell>
            <Cell className="w-52">
              <WorkflowState workflow={workflow} />
            </Cell>
            <Cell className="w-40 text-muted">
              <RelativeTime iso={workflow.updatedAt} />
            </Cell>
            <Cell className="w-10 px-1">
              <WorkflowActions workflow={workflow} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
