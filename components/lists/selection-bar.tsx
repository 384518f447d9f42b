'use client';
import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

/** How many rows are chosen, and what can be done with them; stays in sight while the list scrolls. */
export function SelectionBar({
  label,
  count,
  note,
  onClear,
  children,
}: {
  label: string;
  /** `3 runs selected`. */
  count: string;
  /** What the actions leave out, and why. */
  note?: string | undefined;
  onClear(): void;
  children: ReactNode;
}) {
  const t = useTranslations('lists');
  return (
    <div
      role="region"
      aria-label={label}
      className="sticky top-2 z-20 mb-3 flex flex-wrap items-center gap-2 rounded-lg border border-accent/30 bg-surface-raised px-3 py-2 shadow-pop"
    >
      <span role="status" className="text-[13px] font-medium">
        {count}
        {note ? <span className="ml-2 text-xs font-normal text-muted">{note}</span> : null}
      </span>
      <div className="ml-auto flex items-center gap-1.5">
        {children}
        <Button variant="ghost" size="icon-sm" aria-label={t('clearSelection')} onClick={onClear}>
          <X />
        </Button>
      </div>
    </div>
  );
}
