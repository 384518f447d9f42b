'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** The way to the next page, where there is one, and how many rows there are so far. */
export function MoreRows({ pages, shown, testId }: { pages: Pages; shown: number; testId: string }) {
  const t = useTranslations('lists');
  const ui = useTranslations('ui');
  if (!pages.hasNextPage || shown === 0) return null;
  return (
    <div className="mt-3 flex flex-col items-center gap-1">
      <Button
        data-testid={testId}
        onClick={() => void pages.fetchNextPage()}
        disabled={pages.isFetchingNextPage}
      >
        {ui('loadMore')}
      </Button>
      <span className="text-xs text-muted tabular-nums">{t('shown', { count: shown })}</span>
    </div>
  );
}
