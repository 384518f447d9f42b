'use client';
import Link from 'next/link';
import { ArrowUpRight } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReceiptView } from '@/core/contracts/ledger';
import { formatMs } from '@/components/runs/format-duration';
import { useTenant } from '@/components/shell/tenant-context';
import { Badge } from '@/components/ui/badge';
import { Cell, DataTable, HeadCell, Row } from '@/components/ui/data-table';
import { LedgerStatusWord } from './ledger-status';
import { IdempotencyKey, ReceiptPlace, ReceiptSentence } from './receipt-words';
import { useActorName } from './use-actor-name';

function LedgerRow({ receipt, nameOf }: { receipt: ReceiptView; nameOf: (actor: string) => string }) {
  const t = useTranslations('ledger');
  const format = useFormatter();
  const tenant = useTenant();
  const begun = new Date(receipt.intendedAt);
  return (
    <Row data-testid={`ledger.row.${receipt.runId}`} data-status={receipt.status}>
      <Cell className="w-28 align-top pt-2.5">
        <LedgerStatusWord status={receipt.status} />
      </Cell>
      <Cell className="py-2.5 align-top">
        <ReceiptSentence receipt={receipt} nameOf={nameOf} />
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-muted">
          <ReceiptPlace receipt={receipt} />
          <IdempotencyKey value={receipt.idempotencyKey} />
        </div>
      </Cell>
      <Cell className="max-w-44 truncate align-top pt-2.5">{receipt.nodeName}</Cell>
      <Cell className="w-20 pt-2.5 text-right align-top whitespace-nowrap text-muted tabular-nums">
        {receipt.durationMs === null ? '' : formatMs(receipt.durationMs)}
      </Cell>
      <Cell className="w-36 pt-2.5 align-top whitespace-nowrap text-muted tabular-nums">
        <time dateTime={receipt.intendedAt} title={begun.toISOString()}>
          {format.dateTime(begun, { dateStyle: 'short', timeStyle: 'medium' })}
        </time>
      </Cell>
      <Cell className="w-20 pt-2 align-top">
        <span className="flex items-center gap-1.5">
          <Badge>{receipt.version === null ? t('draft') : `v${receipt.version}`}</Badge>
          <Link
            href={tenant.href(`/runs/${receipt.runId}?view=ledger&step=${encodeURIComponent(receipt.step)}`)}
            aria-label={t('openRun', { summary: receipt.summary })}
            className="inline-flex size-6 items-center justify-center rounded-md text-muted hover:bg-surface-sunken hover:text-foreground"
          >
            <ArrowUpRight aria-hidden className="size-4" />
          </Link>
        </span>
      </Cell>
    </Row>
  );
}

/** Entries of a workflow's ledger, newest first. */
export function LedgerTable({ items }: { items: readonly ReceiptView[] }) {
  const t = useTranslations('ledger.columns');
  const nameOf = useActorName();
  return (
    <DataTable>
      <thead>
        <tr>
          <HeadCell>{t('status')}</HeadCell>
          <HeadCell>{t('what')}</HeadCell>
          <HeadCell>{t('step')}</HeadCell>
          <HeadCell className="text-right">{t('took')}</HeadCell>
          <HeadCell>{t('when')}</HeadCell>
          <HeadCell>{t('run')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {items.map((receipt) => (
          <LedgerRow
            key={`${receipt.runId} ${receipt.step} ${receipt.effect}`}
            receipt={receipt}
            nameOf={nameOf}
          />
        ))}
      </tbody>
    </DataTable>
  );
}
