'use client';
import { Copy } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReceiptView } from '@/core/contracts/ledger';
import { toast } from '@/components/ui/toast';
import { iterationNumber } from '@/components/run-view/iteration-number';
import { Tooltip } from '@/components/ui/tooltip';
import { afterwardsOf, sentenceOf, timeOf } from './ledger-sentence';

/** What happened, in a sentence or two. */
export function ReceiptSentence({
  receipt,
  nameOf,
}: {
  receipt: ReceiptView;
  nameOf: (actor: string) => string;
}) {
  const t = useTranslations('ledger');
  const format = useFormatter();
  const name = receipt.decidedBy === null ? '' : nameOf(receipt.decidedBy);
  const time = format.dateTime(new Date(timeOf(receipt)), { timeStyle: 'medium' });
  const after = afterwardsOf(receipt);
  return (
    <p className="break-words">
      {t(`sentence.${sentenceOf(receipt)}`, {
        summary: receipt.summary,
        code: receipt.answerStatus ?? '',
        time,
        name,
      })}{' '}
      {after === null ? null : (
        <span className="text-muted">{t(`after.${after}`, { count: receipt.replays, name })}</span>
      )}
    </p>
  );
}

/** The key under which it was sent, short; a click copies all of it. */
export function IdempotencyKey({ value }: { value: string }) {
  const t = useTranslations('ledger');
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => toast.success(t('copied')));
  };
  return (
    <Tooltip content={`${t('key')}: ${value}`}>
      <button
        type="button"
        aria-label={t('copyKey', { key: value.slice(0, 8) })}
        onClick={copy}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm font-mono text-[11px] text-muted hover:text-foreground"
      >
        {value.slice(0, 8)}… <Copy aria-hidden className="size-3" />
      </button>
    </Tooltip>
  );
}

/** Item, iteration, try and error code, where there is something to say. */
export function ReceiptPlace({ receipt }: { receipt: ReceiptView }) {
  const t = useTranslations('ledger');
  const parts = [
    receipt.item === null ? null : t('item', { number: receipt.item + 1 }),
    receipt.iteration === null ? null : t('iteration', { path: iterationNumber(receipt.iteration) }),
    receipt.attempt > 1 ? t('attempt', { number: receipt.attempt }) : null,
  ].filter((part) => part !== null);
  return (
    <>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
      {receipt.errorCode === null ? null : <span className="font-mono text-[11px]">{receipt.errorCode}</span>}
    </>
  );
}
