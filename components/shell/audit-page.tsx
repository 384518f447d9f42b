'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { Button } from '@/components/ui/button';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { AuditTarget } from './audit-target';
import { PageFrame } from './page-frame';
import { QueryError } from './query-error';
import { useTenant } from './tenant-context';

/** The audit log. Entries hold ids; names are looked up among today's members. */
export function AuditPage() {
  const t = useTranslations('shell.audit');
  const ui = useTranslations('ui');
  const trpc = useTRPC();
  const { slug } = useTenant();
  const log = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { tenant: slug, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const members = useQuery(trpc.member.list.queryOptions({ tenant: slug }));
  const names = new Map(members.data?.members.map((member) => [member.userId, member.name]));
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <PageFrame title={t('title')} text={t('text')}>
      {log.isError ? (
        <QueryError error={log.error} onRetry={() => void log.refetch()} />
      ) : log.isPending ? (
        <Skeleton className="h-72 w-full" />
      ) : items.length === 0 ? (
        <EmptyState icon={<ScrollText />} title={t('empty')} />
      ) : (
        <DataTable>
          <thead>
            <tr>
              <HeadCell>{t('when')}</HeadCell>
              <HeadCell>{t('who')}</HeadCell>
              <HeadCell>{t('what')}</HeadCell>
              <HeadCell>{t('target')}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((entry) => (
              <Row key={entry.id}>
                <Cell className="w-36 text-muted">
                  <RelativeTime iso={entry.at} />
                </Cell>
                <Cell title={entry.actorId}>
                  {names.get(entry.actorId) ??
                    t('unknownActor', { kind: entry.actorKind === 'api-key' ? 'key' : entry.actorKind })}
                </Cell>
                <Cell title={entry.action}>
                  {t.has(`action.${entry.action}` as 'action.run.cancel')
                    ? t(`action.${entry.action}` as 'action.run.cancel')
                    : entry.action}
                </Cell>
                <Cell className="max-w-96">
                  <AuditTarget
                    entry={entry}
                    slug={slug}
                    name={entry.targetName ?? names.get(entry.targetId ?? '') ?? null}
                  />
                </Cell>
              </Row>
            ))}
          </tbody>
        </DataTable>
      )}
      {log.hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button onClick={() => void log.fetchNextPage()}>{ui('loadMore')}</Button>
        </div>
      ) : null}
    </PageFrame>
  );
}
