'use client';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DoubtView } from '@/core/contracts/inbox';
import { useTRPC } from '@/components/api/trpc-provider';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { DoubtDetail } from './doubt-detail';
import { DoubtList } from './doubt-list';
import { keyOfDoubt, meant } from './inbox-cursor';
import { useDecide } from './use-decide';

const PAGE = 20;
const LOOK_MS = 10_000;

function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded border border-border bg-surface-sunken px-1 font-mono text-[11px]">
      {children}
    </kbd>
  );
}

function SelectionLine({
  count,
  isAll,
  onAll,
  onClear,
}: {
  count: number;
  isAll: boolean;
  onAll(): void;
  onClear(): void;
}) {
  const t = useTranslations('inbox');
  return (
    <div className="flex min-h-8 items-center gap-2 px-1 text-xs text-muted">
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-[var(--accent)]"
          data-testid="inbox.select.all"
          checked={isAll}
          onChange={() => (isAll ? onClear() : onAll())}
        />
        {count === 0 ? t('selectAll') : t('selected', { count })}
      </label>
      {count > 0 ? (
        <Button variant="link" size="sm" onClick={onClear}>
          {t('clear')}
        </Button>
      ) : null}
    </div>
  );
}

function Desk({ doubts }: { doubts: readonly DoubtView[] }) {
  const t = useTranslations('inbox');
  const [shownKey, setShown] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const frame = useRef<HTMLDivElement>(null);
  const shown = doubts.find((doubt) => keyOfDoubt(doubt) === shownKey) ?? doubts[0];
  const about = meant(doubts, chosen, shown);
  const { decide, isBusy } = useDecide(() => {
    // The next one takes the place of what was decided.
    const decided = new Set(about.map(keyOfDoubt));
    const at = doubts.findIndex((doubt) => decided.has(keyOfDoubt(doubt)));
    const next = doubts.find((doubt, index) => index > at && !decided.has(keyOfDoubt(doubt)));
    setShown(next ? keyOfDoubt(next) : null);
    setChosen(new Set());
  });
  const toggle = (doubt: DoubtView) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(keyOfDoubt(doubt))) next.add(keyOfDoubt(doubt));
      return next;
    });
  return (
    <div ref={frame} className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-1.5">
        <SelectionLine
          count={chosen.size}
          isAll={chosen.size > 0 && doubts.every((doubt) => chosen.has(keyOfDoubt(doubt)))}
          onAll={() => setChosen(new Set(doubts.map(keyOfDoubt)))}
          onClear={() => setChosen(new Set())}
        />
        <DoubtList
          doubts={doubts}
          shown={shown}
          chosen={chosen}
          onShow={(doubt) => setShown(keyOfDoubt(doubt))}
          onToggle={toggle}
          onEnter={() =>
            frame.current?.querySelector<HTMLButtonElement>('[data-testid="inbox.decide.repeat"]')?.focus()
          }
        />
        <p className="px-1 text-xs text-muted">{t.rich('keys', { key: (chunks) => <Key>{chunks}</Key> })}</p>
      </div>
      <DoubtDetail
        key={about.map(keyOfDoubt).join()}
        doubts={about}
        isBusy={isBusy}
        onDecide={(decision, note) => decide(about, decision, note)}
      />
    </div>
  );
}

/** Writes whose outcome nobody knows, and what the person says about them. */
export function Decisions() {
  const t = useTranslations('inbox');
  const ui = useTranslations('ui');
  const trpc = useTRPC();
  const tenant = useTenant();
  const list = useInfiniteQuery(
    trpc.inbox.list.infiniteQueryOptions(
      { tenant: tenant.slug, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: LOOK_MS },
    ),
  );
  const doubts = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  if (list.isError) return <QueryError error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-72 w-full" />;
  if (doubts.length === 0) {
    return (
      <div className="rounded-lg border border-border bg-surface shadow-card">
        <EmptyState icon={<CircleCheck />} title={t('emptyTitle')} description={t('emptyText')} />
      </div>
    );
  }
  return (
    <>
      <Desk doubts={doubts} />
      {list.hasNextPage ? (
        <div className="mt-3">
          <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {ui('loadMore')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
