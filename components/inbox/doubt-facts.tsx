'use client';
import { type ReactNode } from 'react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { DoubtView } from '@/core/contracts/inbox';
import { IdempotencyKey } from '@/components/ledger/receipt-words';
import { useTenant } from '@/components/shell/tenant-context';
import { Badge } from '@/components/ui/badge';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="pt-0.5 text-xs text-muted">{name}</dt>
      <dd className="min-w-0 text-[13px] break-words">{children}</dd>
    </>
  );
}

function Effects({ doubt }: { doubt: DoubtView }) {
  const t = useTranslations('inbox');
  return (
    <ul className="space-y-0.5">
      {doubt.open.map((effect) => (
        <li key={effect.effect} className="flex flex-wrap items-center gap-x-3">
          <span className="font-medium">{effect.summary}</span>
          <span className="flex items-center gap-x-3 text-xs text-muted">
            {effect.item === null ? null : t('item', { number: effect.item + 1 })}
            <IdempotencyKey value={effect.idempotencyKey} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Earlier({ doubt }: { doubt: DoubtView }) {
  const t = useTranslations('inbox.known');
  const format = useFormatter();
  const time = (iso: string) => format.dateTime(new Date(iso), { timeStyle: 'medium' });
  if (doubt.earlier.length === 0) {
    return (
      <p className="text-muted">
        {doubt.calls > 1 ? t('callsMore', { count: doubt.calls - 1 }) : t('callsOnly')}
      </p>
    );
  }
  return (
    <ul className="space-y-0.5">
      {doubt.earlier.map((earlier) => (
        <li key={earlier.at}>
          {earlier.answerStatus === null
            ? t('earlierCode', { code: earlier.code, time: time(earlier.at) })
            : t('earlierWith', { status: earlier.answerStatus, time: time(earlier.at) })}{' '}
          <span className="text-muted">{earlier.message}</span>
        </li>
      ))}
    </ul>
  );
}

/** What is known about a write whose outcome nobody knows. */
export function DoubtFacts({ doubt }: { doubt: DoubtView }) {
  const t = useTranslations('inbox.known');
  const format = useFormatter();
  const tenant = useTenant();
  const [first] = doubt.open;
  return (
    <section aria-label={t('title')}>
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-2">
        <Fact name={t('what')}>
          <Effects doubt={doubt} />
        </Fact>
        {first ? (
          <Fact name={t('begun')}>
            {format.dateTime(new Date(first.intendedAt), { dateStyle: 'medium', timeStyle: 'medium' })}
          </Fact>
        ) : null}
        <Fact name={t('earlier')}>
          <Earlier doubt={doubt} />
        </Fact>
        {doubt.answered > 0 ? (
          <Fact name={t('calls')}>{t('answered', { count: doubt.answered })}</Fact>
        ) : null}
        {doubt.sent ? (
          <Fact name={t('sent')}>
            <p className="text-xs text-muted">{t('sentOf', { count: doubt.sent.count })}</p>
            <pre
              tabIndex={0}
              className="mt-1 max-h-40 overflow-auto rounded-md bg-surface-sunken p-2.5 font-mono text-[11.5px] whitespace-pre-wrap"
            >
              {JSON.stringify(doubt.sent.sample, null, 2)}
            </pre>
          </Fact>
        ) : null}
        <Fact name={t('run')}>
          <span className="flex flex-wrap items-center gap-2">
            <Link
              href={tenant.href(`/runs/${doubt.runId}`)}
              className="inline-flex min-h-6 items-center text-accent hover:underline"
            >
              {t('openRun')}
            </Link>
            {doubt.version === null ? null : <Badge>v{doubt.version}</Badge>}
          </span>
        </Fact>
      </dl>
    </section>
  );
}
