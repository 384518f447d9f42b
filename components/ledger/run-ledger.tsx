'use client';
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReceiptView } from '@/core/contracts/ledger';
import type { RunView } from '@/core/contracts/run-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';
import { formatMs } from '@/components/runs/format-duration';
import { QueryError } from '@/components/shell/query-error';
import { Skeleton } from '@/components/ui/skeleton';
import { cn } from '@/components/ui/cn';
import { ExportButton } from './export-button';
import { LEDGER_LOOK } from './ledger-status';
import { IdempotencyKey, ReceiptPlace, ReceiptSentence } from './receipt-words';
import { useActorName } from './use-actor-name';

function Entry({ receipt, nameOf }: { receipt: ReceiptView; nameOf: (actor: string) => string }) {
  const t = useTranslations('ledger');
  const words = useTranslations('ledger.status');
  const editor = useEditor();
  const { icon: Icon, text } = LEDGER_LOOK[receipt.status];
  const show = () => {
    editor.run.getState().selectStep(receipt.step);
    editor.interaction.getState().select({ nodes: [receipt.nodeId] });
    editor.interaction.getState().inspect(receipt.nodeId);
  };
  return (
    <li
      data-testid={`run.ledger.${receipt.step}`}
      data-status={receipt.status}
      className="flex gap-2.5 px-3 py-2 text-[13px] hover:bg-surface-sunken/60"
    >
      <Icon role="img" aria-label={words(receipt.status)} className={cn('mt-0.5 size-4 shrink-0', text)} />
      <div className="min-w-0 flex-1">
        <ReceiptSentence receipt={receipt} nameOf={nameOf} />
        <div className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
          <button
            type="button"
            onClick={show}
            aria-label={t('openStep', { name: receipt.nodeName })}
            className="inline-flex min-h-6 items-center font-medium text-foreground hover:underline"
          >
            {receipt.nodeName}
          </button>
          <ReceiptPlace receipt={receipt} />
          {receipt.durationMs === null ? null : (
            <span className="tabular-nums">{formatMs(receipt.durationMs)}</span>
          )}
          <IdempotencyKey value={receipt.idempotencyKey} />
        </div>
      </div>
    </li>
  );
}

/** What the run did to the outside world, oldest first. */
export function RunLedger({ run }: { run: RunView }) {
  const t = useTranslations('ledger');
  const trpc = useTRPC();
  const { tenant } = useEditor();
  const nameOf = useActorName();
  const ledger = useQuery(trpc.receipt.listOfRun.queryOptions({ tenant, id: run.id }));
  // What changes it changes the run's log too.
  const { refetch } = ledger;
  useEffect(() => void refetch(), [refetch, run.seq, run.status]);
  const items = ledger.data?.items ?? [];
  async function* pages() {
    yield items;
  }
  if (ledger.isError) return <QueryError error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (ledger.isPending) return <Skeleton className="m-3 h-20" />;
  if (items.length === 0) return <p className="p-4 text-[13px] text-muted">{t('runEmpty')}</p>;
  return (
    <div
      className="relative min-h-0 flex-1 overflow-y-auto"
      tabIndex={0}
      role="region"
      aria-label={t('title')}
    >
      <div className="absolute top-1.5 right-3 z-10">
        <ExportButton name={`ledger-run-${run.id}`} pages={pages} />
      </div>
      <ol data-testid="run.ledger" className="divide-y divide-border pr-28">
        {items.map((receipt) => (
          <Entry key={`${receipt.step} ${receipt.effect}`} receipt={receipt} nameOf={nameOf} />
        ))}
      </ol>
    </div>
  );
}
