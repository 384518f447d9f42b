'use client';
import { Hourglass } from 'lucide-react';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import type { RunStepView, RunView } from '@/core/contracts/run-view';
import { ResumeAddress } from './resume-address';

const MINUTE_MS = 60_000;

/** What a step waits for and until when, as a sentence. */
function useWaitText(): (wait: NonNullable<RunStepView['wait']>) => string {
  const t = useTranslations('run.wait');
  const format = useFormatter();
  const now = useNow({ updateInterval: MINUTE_MS });
  return (wait) => {
    const what = wait.for === 'signal' ? t('signal', { name: wait.signal ?? '' }) : t(wait.for);
    if (wait.until === null) return t('plain', { what });
    const at = new Date(wait.until);
    const params = {
      what,
      when: format.dateTime(at, { dateStyle: 'medium', timeStyle: 'medium' }),
      rest: format.relativeTime(at, now),
    };
    return t(wait.for === 'time' || wait.for === 'retry' ? 'until' : 'atLatest', params);
  };
}

/** What one step waits for; nothing for one that does not. */
export function StepWait({ step }: { step: RunStepView }) {
  const text = useWaitText();
  return step.wait ? (
    <p
      data-testid="step.wait"
      data-for={step.wait.for}
      className="mx-3 mb-3 flex items-start gap-2 rounded-md bg-surface-sunken px-3 py-2 text-[13px]"
    >
      <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-status-waiting" />
      <span className="min-w-0">
        {text(step.wait)}
        {step.wait.for === 'call' ? <ResumeAddress step={step} /> : null}
      </span>
    </p>
  ) : null;
}

/** More would hide the timeline under it. */
const SHOWN = 3;

/** What a run waits for, above its steps. */
export function RunWaits({ run }: { run: RunView }) {
  const t = useTranslations('run.wait');
  const text = useWaitText();
  const waiting = run.steps.filter((step) => step.wait);
  if (waiting.length === 0) return null;
  return (
    <ul
      data-testid="run.waits"
      className="mx-3 my-2 space-y-1 rounded-md bg-surface-sunken px-3 py-2 text-[13px]"
    >
      {waiting.slice(0, SHOWN).map((step) => (
        <li key={step.key} className="flex items-start gap-2">
          <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-status-waiting" />
          <span>
            <strong className="font-semibold">{step.nodeName}: </strong>
            {step.wait ? text(step.wait) : null}
          </span>
        </li>
      ))}
      {waiting.length > SHOWN ? (
        <li className="pl-6 text-xs text-muted">{t('more', { count: waiting.length - SHOWN })}</li>
      ) : null}
    </ul>
  );
}
