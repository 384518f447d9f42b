'use client';
import { useMemo } from 'react';
import Link from 'next/link';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Archive, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { useInboxCount } from '@/components/inbox/use-inbox-count';
import { ListBody } from '@/components/lists/list-body';
import { MoreRows } from '@/components/lists/more-rows';
import { NothingHere } from '@/components/lists/nothing-here';
import { useAddressFilters } from '@/components/lists/use-address-filters';
import { useMinute } from '@/components/lists/use-minute';
import { useRows } from '@/components/lists/use-rows';
import { PageFrame } from '@/components/shell/page-frame';
import { useTenant } from '@/components/shell/tenant-context';
import { CauseList } from './cause-list';
import { LetterFilterBar } from './letter-filter-bar';
import {
  isNarrowed,
  letterMatch,
  NO_LETTER_FILTERS,
  parseLetterFilters,
  writeLetterFilters,
  type LetterFilters,
} from './letter-filters';
import { LetterTable } from './letter-table';

const PAGE = 50;
const LOOK_MS = 10_000;
const CODEC = { parse: parseLetterFilters, write: writeLetterFilters, none: NO_LETTER_FILTERS };

function Nothing({ filters }: { filters: LetterFilters }) {
  const t = useTranslations('deadLetters');
  return (
    <NothingHere
      isFiltered={isNarrowed(filters)}
      none={{ title: t('noneTitle'), text: t('noneText') }}
      empty={
        filters.status === 'handled'
          ? { icon: <Archive />, title: t('noneHandledTitle'), text: t('noneHandledText') }
          : { icon: <CircleCheck />, title: t('emptyTitle'), text: t('emptyText') }
      }
    />
  );
}

/** Runs that wait for a decision did not fail: they are decided in the inbox. */
function DoubtsNote() {
  const t = useTranslations('deadLetters');
  const tenant = useTenant();
  const decisions = useInboxCount()?.decisions ?? 0;
  if (decisions === 0) return null;
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-2 rounded-lg border border-status-in-doubt/40 bg-status-in-doubt/8 px-3 py-2 text-[13px]">
      {t('doubts', { count: decisions })}
      <Link
        href={tenant.href('/inbox')}
        className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
      >
        {t('toInbox')}
      </Link>
    </p>
  );
}

function useLetters(filters: LetterFilters) {
  const trpc = useTRPC();
  const { slug: tenant } = useTenant();
  const now = useMinute();
  const match = useMemo(() => letterMatch(filters, now), [filters, now]);
  const { status, view } = filters;
  const look = { refetchInterval: LOOK_MS, placeholderData: keepPreviousData };
  const groups = useQuery(trpc.deadLetter.groups.queryOptions({ tenant, status, ...match }, look));
  const letters = useInfiniteQuery({
    ...trpc.deadLetter.list.infiniteQueryOptions(
      { tenant, status, limit: PAGE, ...match },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    ...look,
    enabled: view === 'runs',
  });
  return { match, groups, letters };
}

function Found({ groups, shown }: { groups: number; shown: number }) {
  const t = useTranslations('deadLetters');
  return (
    <p role="status" className="mb-2 text-xs text-muted tabular-nums">
      {t('total', { count: shown })} · {t('groups', { count: groups })}
    </p>
  );
}

/** Runs that failed and wait for somebody, by cause or one by one. */
export function DeadLettersPage() {
  const t = useTranslations('deadLetters');
  const control = useAddressFilters(CODEC);
  const { filters } = control;
  const { match, groups, letters } = useLetters(filters);
  const { rows } = useRows(letters);
  const isOpen = filters.status === 'open';
  const isRuns = filters.view === 'runs';
  const active = isRuns ? letters : groups;
  const causes = groups.data?.groups ?? [];
  const nodeName = causes.find((group) => group.nodeId === filters.nodeId)?.nodeName ?? null;
  const isEmpty = isRuns ? rows.length === 0 : causes.length === 0;
  return (
    <PageFrame title={t('title')} text={t('text')}>
      {isOpen ? <DoubtsNote /> : null}
      <LetterFilterBar control={control} nodeName={nodeName} />
      <ListBody query={active} isEmpty={isEmpty} nothing={<Nothing filters={filters} />}>
        {groups.data ? <Found groups={causes.length} shown={groups.data.total} /> : null}
        {isRuns ? (
          <LetterTable letters={rows} isOpen={isOpen} />
        ) : (
          <CauseList groups={causes} isOpen={isOpen} match={match} />
        )}
      </ListBody>
      {isRuns ? <MoreRows pages={letters} shown={rows.length} testId="letters.more" /> : null}
    </PageFrame>
  );
}
