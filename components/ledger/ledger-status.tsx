'use client';
import { CircleCheck, CircleHelp, CircleX, Clock, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { LedgerStatus } from '@/core/contracts/ledger';
import { cn } from '@/components/ui/cn';

export const LEDGER_LOOK: Readonly<Record<LedgerStatus, { icon: LucideIcon; text: string }>> = {
  answered: { icon: CircleCheck, text: 'text-status-succeeded' },
  failed: { icon: CircleX, text: 'text-status-failed' },
  'in-doubt': { icon: CircleHelp, text: 'text-status-in-doubt' },
  intended: { icon: Clock, text: 'text-status-running' },
};

/** How an effect stands, as an icon and a word. */
export function LedgerStatusWord({ status }: { status: LedgerStatus }) {
  const t = useTranslations('ledger.status');
  const { icon: Icon, text } = LEDGER_LOOK[status];
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <Icon aria-hidden className={cn('size-4 shrink-0', text)} />
      {t(status)}
    </span>
  );
}
