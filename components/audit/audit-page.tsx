'use client';
import { useMemo } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { NothingHere } from '@/components/lists/nothing-here';
import { PagedList } from '@/components/lists/paged-list';
import { useAddressFilters } from '@/components/lists/use-address-filters';
import { useMinute } from '@/components/lists/use-minute';
import { useRows } from '@/components/lists/use-rows';
import { PageFrame } from '@/components/shell/page-frame';
import { useTenant } from '@/components/shell/tenant-context';
import { AuditFilterBar } from './audit-filter-bar';
import { auditQueryOf, NO_AUDIT_FILTERS, parseAuditFilters, writeAuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { useActors } from './use-actors';

const PAGE = 50;
const CODEC = { parse: parseAuditFilters, write: writeAuditFilters, none: NO_AUDIT_FILTERS };

/** The audit log: who changed what, newest first, with filters in the address. */
export function AuditPage() {
  const t = useTranslations('audit');
  const trpc = useTRPC();
  const { slug } = useTenant();
  const now = useMinute();
  const control = useAddressFilters(CODEC);
  const { filters } = control;
  const query = useMemo(() => auditQueryOf(filters, now, new Date(now).getTimezoneOffset()), [filters, now]);
  const log = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { tenant: slug, ...query, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const found = useRows(log);
  const actors = useActors(found.rows);
  const nothing = (
    <NothingHere
      isFiltered={control.isFiltered}
      onClear={control.clear}
      none={{ title: t('noneTitle'), text: t('noneText') }}
      empty={{ icon: <ScrollText />, title: t('emptyTitle'), text: t('emptyText') }}
    />
  );
  return (
    <PageFrame title={t('title')} text={t('text')}>
      <AuditFilterBar control={control} actors={actors} />
      <PagedList pages={log} found={found} searching={t('searching')} nothing={nothing} testId="audit.more">
        <AuditTable entries={found.rows} actors={actors} />
      </PagedList>
    </PageFrame>
  );
}
