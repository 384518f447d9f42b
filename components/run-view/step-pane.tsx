'use client';
import { useState, type ReactNode } from 'react';
import Link from 'next/link';
import { Check, Clock, Recycle, RefreshCw, RotateCcw, TriangleAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { RunReceiptView, RunStepView } from '@/core/contracts/run-view';
import { cn } from '@/components/ui/cn';
import { Button } from '@/components/ui/button';
import { useEditor, useRun } from '@/components/editor/editor-context';
import { ErrorWords } from './error-words';
import { iterationNumber } from './iteration-number';
import { receiptSentence, receiptTime, type ReceiptSentence } from './receipt-words';
import { RerunDialog } from './rerun-dialog';
import { isFinalRun } from './run-overlay';
import { StatusIcon } from './status-icon';
import { STATUS_LOOK } from './status-look';
import { formatDuration } from './timeline';
import { StepSelect } from './step-select';
import { useShownStep } from './use-node-run';
import { StepWait } from './wait-words';

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-border px-3 py-3">
      <h4 className="mb-1.5 text-xs font-semibold">{title}</h4>
      {children}
    </section>
  );
}

function StepPicker({ steps, step }: { steps: readonly RunStepView[]; step: RunStepView }) {
  const t = useTranslations('run.step');
  const { run } = useEditor();
  if (steps.length < 2) return null;
  const label = (one: RunStepView) =>
    one.iteration === null
      ? t('choose', { number: steps.indexOf(one) + 1, count: steps.length })
      : t('iteration', { path: iterationNumber(one.iteration) });
  return (
    <StepSelect
      steps={steps}
      value={step.key}
      shown={label(step)}
      label={t('which')}
      nameOf={label}
      testId="step.picker"
      className="h-7 w-auto max-w-44 text-xs"
      onChange={(key) => run.getState().selectStep(key)}
    />
  );
}

function Facts({ step }: { step: RunStepView }) {
  const t = useTranslations('run.step');
  const format = useFormatter();
  const run = useRun((state) => state.run);
  const nameOf = (key: string) => run?.steps.find((one) => one.key === key)?.nodeName ?? key;
  const got = (step.inputs ?? []).filter((input) => input.count > 0);
  const gave = Object.entries(step.itemCounts).filter(([, count]) => count > 0);
  const facts: [string, ReactNode][] = [
    [
      t('started'),
      step.startedAt === null
        ? '–'
        : format.dateTime(new Date(step.startedAt), { dateStyle: 'medium', timeStyle: 'medium' }),
    ],
    [t('took'), step.durationMs === null ? '–' : formatDuration(step.durationMs)],
    [t('tries'), step.attempts],
    ...(step.inputs
      ? [
          [
            t('got'),
            got.map((input) => t('gotFrom', { count: input.count, name: nameOf(input.from) })).join(', ') ||
              t('nothing'),
          ] as [string, ReactNode],
        ]
      : []),
    [t('gave'), gave.map(([port, count]) => t('gaveAt', { count, port })).join(', ') || t('nothing')],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-3 pb-3 text-xs">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const RECEIPT_LOOK: Readonly<Record<ReceiptSentence, [typeof Check, string]>> = {
  answered: [Check, 'text-success'],
  replayed: [RefreshCw, 'text-info'],
  failed: [TriangleAlert, 'text-danger'],
  'in-doubt': [TriangleAlert, 'text-status-in-doubt'],
  'under-way': [Clock, 'text-muted'],
};

function ReceiptLine({ receipt, step }: { receipt: RunReceiptView; step: RunStepView }) {
  const t = useTranslations('run.receipt');
  const format = useFormatter();
  const sentence = receiptSentence(receipt, step);
  const [Icon, colour] = RECEIPT_LOOK[sentence];
  const time = format.dateTime(new Date(receiptTime(receipt)), { timeStyle: 'medium' });
  return (
    <li className="flex gap-2 text-xs">
      <Icon aria-hidden className={cn('mt-0.5 size-3.5 shrink-0', colour)} />
      <div className="min-w-0">
        <p className="break-words">{t(sentence, { summary: receipt.summary, time })}</p>
        <p className="truncate font-mono text-[11px] text-faint" title={receipt.idempotencyKey}>
          {t('key')} {receipt.idempotencyKey}
        </p>
      </div>
    </li>
  );
}

function StepHead({ steps, step }: { steps: readonly RunStepView[]; step: RunStepView }) {
  const t = useTranslations('run');
  const words = useTranslations('editor.status');
  const { permissions } = useEditor();
  const run = useRun((state) => state.run);
  const [isRerunning, setRerunning] = useState(false);
  const look = STATUS_LOOK[step.status];
  const mayRerun = run !== null && isFinalRun(run.status) && permissions.includes('run:start');
  return (
    <div className="flex flex-wrap items-center gap-2 p-3">
      <span
        className={cn(
          'inline-flex h-6 items-center gap-1.5 rounded-full px-2 text-xs font-medium',
          look.soft,
          look.text,
        )}
      >
        <StatusIcon status={step.status} className="size-3.5" /> {words(step.status)}
      </span>
      <StepPicker steps={steps} step={step} />
      {mayRerun && step.status !== 'skipped' ? (
        <Button size="sm" className="ml-auto" data-testid="step.rerun" onClick={() => setRerunning(true)}>
          <RotateCcw /> {t('actions.rerunHere')}
        </Button>
      ) : null}
      {isRerunning && run ? (
        <RerunDialog run={run} stepKey={step.key} onClose={() => setRerunning(false)} />
      ) : null}
    </div>
  );
}

/** What a node did in the shown run: status, error and fix, where its items went, its receipts, its log. */
export function StepPane({ nodeId }: { nodeId: string }) {
  const t = useTranslations('run.step');
  const steps = useRun((state) => state.stepsByNode.get(nodeId));
  const step = useShownStep(nodeId);
  const { tenant } = useEditor();
  if (!steps || !step) return <p className="p-4 text-[13px] text-muted">{t('none')}</p>;
  const receipts = step.receipts ?? [];
  const lines = step.console ?? [];
  return (
    <section aria-label={t('tab')} data-testid="inspector.run" className="min-h-0 flex-1 overflow-y-auto">
      <StepHead steps={steps} step={step} />
      {step.error && step.status !== 'in-doubt' ? (
        <div className="mx-3 mb-3 rounded-md bg-danger-soft px-3 py-2">
          <ErrorWords error={step.error} attempts={step.attempts} />
        </div>
      ) : null}
      <StepWait step={step} />
      {step.reused ? (
        <p className="mx-3 mb-3 flex items-center gap-2 text-xs text-muted">
          <Recycle aria-hidden className="size-3.5 shrink-0" /> {t('reused')}
        </p>
      ) : null}
      <Facts step={step} />
      {step.children?.length ? (
        <Section title={t('children')}>
          <ul className="flex flex-wrap gap-x-3 text-xs">
            {step.children.map((child, index) => (
              <li key={child.runId}>
                <Link
                  href={`/t/${tenant}/runs/${child.runId}`}
                  className="inline-flex min-h-6 items-center text-accent hover:underline"
                >
                  {t('child', { number: index + 1 })}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t('receipts')}>
        {receipts.length === 0 ? (
          <p className="text-xs text-muted">{t('noReceipts')}</p>
        ) : (
          <ul className="space-y-2">
            {receipts.map((receipt) => (
              <ReceiptLine key={receipt.effect} receipt={receipt} step={step} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('logs')}>
        {lines.length === 0 ? (
          <p className="text-xs text-muted">{t('noLogs')}</p>
        ) : (
          <ol className="space-y-0.5 rounded-md bg-surface-sunken p-2 font-mono text-[11.5px]">
            {lines.map((line, index) => (
              <li
                key={index}
                className={cn(
                  'break-words whitespace-pre-wrap',
                  line.level === 'error' && 'text-danger',
                  line.level === 'warn' && 'text-warning',
                )}
              >
                {line.text}
              </li>
            ))}
          </ol>
        )}
      </Section>
    </section>
  );
}
