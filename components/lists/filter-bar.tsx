'use client';
import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

/** What a list is narrowed by, with one button that takes all of it off. */
export function FilterBar({
  isFiltered,
  onClear,
  testId,
  end,
  children,
}: {
  isFiltered: boolean;
  onClear(): void;
  /** Of the button that clears. */
  testId: string;
  /** Stands behind that button. */
  end?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('lists');
  return (
    <div role="search" aria-label={t('filters')} className="mb-3 flex flex-wrap items-center gap-2">
      {children}
      {isFiltered ? (
        <Button variant="ghost" data-testid={testId} onClick={onClear}>
          <X /> {t('clear')}
        </Button>
      ) : null}
      {end}
    </div>
  );
}
