'use client';
import type { ReactNode } from 'react';
import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

interface Words {
  title: ReactNode;
  text: ReactNode;
}

/** A list without rows: nothing matches the filters, or there is nothing yet and this is what to do about it. */
export function NothingHere({
  isFiltered,
  onClear,
  none,
  empty,
}: {
  isFiltered: boolean;
  /** Takes the filters off; without it there is no button. */
  onClear?: () => void;
  none: Words;
  empty: Words & { icon: ReactNode; action?: ReactNode };
}) {
  const t = useTranslations('lists');
  return (
    <div className="rounded-lg border border-border bg-surface shadow-card">
      {isFiltered ? (
        <EmptyState
          icon={<SearchX />}
          title={none.title}
          description={none.text}
          actions={onClear ? <Button onClick={onClear}>{t('clear')}</Button> : null}
        />
      ) : (
        <EmptyState icon={empty.icon} title={empty.title} description={empty.text} actions={empty.action} />
      )}
    </div>
  );
}
