'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { SearchX, Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import type { WorkflowSummary } from '@/core/contracts/workflow-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { ImportButton } from './import-button';
import { NewWorkflowButton } from './new-workflow-button';
import { NodeTypeIcons } from './node-type-icons';
import { WorkflowActions } from './workflow-actions';
import { WorkflowState } from './workflow-state';

/** The tenant's workflows; the search stands in the address. */
export function WorkflowsPage() {
  const t = useTranslations('workflows');
  const ui = useTranslations('ui');
  const trpc = useTRPC();
  const tenant = useTenant();
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams().get('q') ?? '';
  const setSearch = (value: string) =>
    router.replace(value === '' ? path : `${path}?q=${encodeURIComponent(value)}`);
  const list = useInfiniteQuery(
    trpc.workflow.list.infiniteQueryOptions(
      { tenant: tenant.slug, limit: 50, ...(search === '' ? {} : { search }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isBare = items.length === 0 && search === '' && !list.isPending;
  return (
    <PageFrame
      title={t('title')}
      actions={
        isBare ? null : (
          <>
            <ImportButton />
            <NewWorkflowButton />
          </>
        )
      }
    >
      {isBare ? null : (
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          defaultValue={search}
          onChange={(event) => setSearch(event.target.value)}
          className="mb-3 max-w-xs"
        />
      )}
      {list.isError ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Skeleton className="h-72 w-full" />
      ) : items.length === 0 ? (
        <div className="rounded-lg border border-border bg-surface shadow-card">
          {search === '' ? (
            <EmptyState
              icon={<Workflow />}
              title={t('emptyTitle')}
              description={t('emptyText')}
              actions={
                <>
                  <NewWorkflowButton />
                  <ImportButton />
                </>
              }
            />
          ) : (
            <EmptyState icon={<SearchX />} title={t('noneTitle')} description={t('noneText', { search })} />
          )}
        </div>
      ) : (
        <WorkflowTable workflows={items} />
      )}
      {list.hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {ui('loadMore')}
          </Button>
        </div>
      ) : null}
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
