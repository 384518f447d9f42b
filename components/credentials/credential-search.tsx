'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CredentialKind } from '@/core/credentials/kinds';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { SearchList, type SearchOption } from '@/components/ui/search-list';

const PAGE = 50;

/** The field and the list under it; mounted while it is open. */
export function CredentialSearch({
  value,
  kinds,
  testId,
  none,
  onChoose,
  onCreate,
}: {
  value: string | null;
  kinds: readonly CredentialKind[];
  testId: string;
  none?: string;
  onChoose(id: string | null): void;
  onCreate?(): void;
}) {
  const t = useTranslations('credentials');
  const [search, setSearch] = useState('');
  const list = useFitting(kinds, search.trim());
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const all: SearchOption[] = [
    ...(none !== undefined && search.trim() === ''
      ? [{ key: 'none', text: none, isChosen: value === null, choose: () => onChoose(null) }]
      : []),
    ...found.map(({ id, name, kind }) => ({
      key: id,
      text: `${name} · ${t(`kinds.${kind}.name`)}`,
      isChosen: id === value,
      choose: () => onChoose(id),
    })),
    ...(onCreate
      ? [
          {
            ...{ key: 'create', text: t('picker.create'), isChosen: false, choose: onCreate },
            icon: <Plus className="size-3.5 shrink-0 text-muted" aria-hidden />,
          },
        ]
      : []),
  ];
  return (
    <>
      <SearchList
        search={search}
        onSearch={setSearch}
        options={all}
        label={t('picker.search')}
        listLabel={t('picker.label')}
        testId={testId}
      />
      {list.isSuccess && found.length === 0 ? (
        <p role="status" className="px-2 py-2 text-xs text-muted">
          {t(search.trim() === '' ? 'picker.empty' : 'picker.nothing')}
        </p>
      ) : null}
      {list.hasNextPage ? (
        <Button
          variant="ghost"
          size="sm"
          className="mt-1 w-full"
          data-testid={`${testId}.more`}
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('picker.more')}
        </Button>
      ) : null}
    </>
  );
}

/** Pages of those of the kinds whose names have the words in them. */
function useFitting(kinds: readonly CredentialKind[], search: string) {
  const trpc = useTRPC();
  const { slug: tenant } = useTenant();
  return useInfiniteQuery({
    ...trpc.credential.list.infiniteQueryOptions(
      { tenant, kinds: [...kinds], limit: PAGE, ...(search === '' ? {} : { search }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    // The list stays while the next one comes.
    placeholderData: keepPreviousData,
  });
}
