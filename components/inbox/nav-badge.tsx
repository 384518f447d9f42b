'use client';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { countWords } from './count-words';
import { useInboxCount } from './use-inbox-count';

/** How much waits, beside the link to the inbox; nothing when nothing does. */
export function InboxBadge({ isNarrow }: { isNarrow: boolean }) {
  const t = useTranslations('inbox');
  const count = useInboxCount();
  const all = (count?.decisions ?? 0) + (count?.failures ?? 0);
  if (all === 0) return null;
  return (
    <span
      data-testid="nav.inbox.count"
      className={cn(
        'inline-flex items-center justify-center rounded-full px-1 font-semibold tabular-nums',
        (count?.decisions ?? 0) > 0 ? 'bg-accent text-accent-foreground' : 'bg-danger-soft text-danger',
        isNarrow
          ? 'absolute -top-2 -right-2 h-3.5 min-w-3.5 text-[9.5px]'
          : 'ml-auto h-4.5 min-w-4.5 text-[11px]',
      )}
    >
      <span aria-hidden>{countWords(all)}</span>
      <span className="sr-only">{t('count', { count: all })}</span>
    </span>
  );
}
