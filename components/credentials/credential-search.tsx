'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState, type KeyboardEvent } from 'react';
import type { CredentialKind } from '@/core/credentials/kinds';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';

const PAGE = 50;

interface Offer {
  key: string;
  text: string;
  isChosen: boolean;
  choose(): void;
}

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
  const listId = useId();
  const [search, setSearch] = useState('');
  const [moved, setMoved] = useState<number | null>(null);
  const list = useFitting(kinds, search.trim());
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const all: Offer[] = [
    ...(none !== undefined && search.trim() === ''
      ? [{ key: 'none', text: none, isChosen: value === null, choose: () => onChoose(null) }]
      : []),
    ...found.map(({ id, name, kind }) => ({
      key: id,
      text: `${name} · ${t(`kinds.${kind}.name`)}`,
      isChosen: id === value,
      choose: () => onChoose(id),
    })),
    ...(onCreate ? [{ key: 'create', text: t('picker.create'), isChosen: false, choose: onCreate }] : []),
  ];
  const chosenAt = all.findIndex(({ isChosen }) => isChosen);
  const active = Math.min(moved ?? Math.max(0, chosenAt), all.length - 1);
  const move = (event: KeyboardEvent, to: number) => {
    event.preventDefault();
    setMoved(Math.max(0, Math.min(all.length - 1, to)));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(event, active + 1);
    else if (event.key === 'ArrowUp') move(event, active - 1);
    else if (event.key === 'Enter') {
      event.preventDefault();
      all[active]?.choose();
    }
  };
  return (
    <>
      <Input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={all.length > 0 ? `${listId}-${active}` : undefined}
        autoFocus
        autoComplete="off"
        value={search}
        placeholder={t('picker.search')}
        aria-label={t('picker.search')}
        data-testid={`${testId}.search`}
        onKeyDown={press}
        onChange={({ target }) => {
          setSearch(target.value);
          setMoved(null);
        }}
      />
      <ul
        id={listId}
        role="listbox"
        aria-label={t('picker.label')}
        className="mt-1 max-h-64 overflow-y-auto"
        data-testid={`${testId}.list`}
      >
        {all.map((offer, index) => (
          <li
            key={offer.key}
            id={`${listId}-${index}`}
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={offer.isChosen}
            className={cn(
              'flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 text-[13px]',
              index === active && 'bg-surface-sunken',
            )}
            onPointerMove={() => setMoved(index)}
            onClick={offer.choose}
          >
            {offer.key === 'create' ? (
              <Plus className="size-3.5 shrink-0 text-muted" aria-hidden />
            ) : (
              <Check className={cn('size-3.5 shrink-0', !offer.isChosen && 'invisible')} aria-hidden />
            )}
            <span className="min-w-0 flex-1 truncate" title={offer.text}>
              {offer.text}
            </span>
          </li>
        ))}
      </ul>
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
