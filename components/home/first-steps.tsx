'use client';
import { Check, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { HomeView } from '@/core/contracts/home-view';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { FIRST_STEPS, stepsDone, type FirstStep } from './first-steps-state';
import { useSeenSteps } from './use-seen-steps';

/** Where the templates stand on the page. */
export const TEMPLATES_ANCHOR = 'templates';

/** Where a step is taken; the templates as long as there is nothing of one's own. */
function placeOf(step: FirstStep, home: HomeView): string {
  const [workflow] = home.workflows;
  const [run] = home.runs;
  const templates = `#${TEMPLATES_ANCHOR}`;
  if (step === 'webhook') {
    const called = home.workflows.find(({ nodeTypes }) => nodeTypes.includes('webhook'));
    return called ? `/workflows/${called.id}` : templates;
  }
  if (step === 'run') return templates;
  if (step === 'look') return run ? `/runs/${run.id}` : templates;
  return workflow ? `/workflows/${workflow.id}` : templates;
}

function StepRow({
  step,
  isDone,
  href,
  onOpen,
}: {
  step: FirstStep;
  isDone: boolean;
  href: string;
  onOpen(): void;
}) {
  const t = useTranslations('home.steps');
  return (
    <li data-testid={`home.checklist.${step}`} data-done={isDone} className="flex gap-2.5 px-4 py-2.5">
      <span
        className={cn(
          'mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border',
          isDone ? 'border-status-succeeded text-status-succeeded' : 'border-border-strong',
        )}
      >
        {isDone ? <Check className="size-3" aria-label={t('done')} /> : null}
      </span>
      <span className="min-w-0">
        <Link
          href={href}
          onClick={onOpen}
          className={cn('text-[13px] font-medium hover:underline', isDone && 'text-muted')}
        >
          {t(step)}
        </Link>
        <span className="block text-xs text-muted">{t(`${step}Text`)}</span>
      </span>
    </li>
  );
}

/** What a newcomer does first, ticked off by what the tenant's data shows. Gone when it is put away. */
export function FirstSteps({ home }: { home: HomeView }) {
  const t = useTranslations('home.steps');
  const tenant = useTenant();
  const { seen, see, dismiss } = useSeenSteps();
  if (!seen || seen.dismissed || !tenant.may('workflow:write')) return null;
  const done = stepsDone(home.steps, seen);
  const hrefOf = (step: FirstStep) => {
    const place = placeOf(step, home);
    return place.startsWith('#') ? place : tenant.href(place);
  };
  return (
    <section
      data-testid="home.checklist"
      aria-labelledby="home-first-steps"
      className="rounded-lg border border-border bg-surface shadow-card"
    >
      <header className="flex items-center gap-3 border-b border-border py-1.5 pr-2 pl-4">
        <h2 id="home-first-steps" className="text-[13px] font-semibold">
          {t('title')}
        </h2>
        <span className="flex-1 text-xs text-muted">
          {t('progress', { done: done.size, all: FIRST_STEPS.length })}
        </span>
        <Button variant="ghost" size="sm" data-testid="home.checklist.dismiss" onClick={dismiss}>
          <X /> {t('dismiss')}
        </Button>
      </header>
      <ol className="grid grid-cols-1 py-1 sm:grid-cols-2 lg:grid-cols-3">
        {FIRST_STEPS.map((step) => (
          <StepRow
            key={step}
            step={step}
            isDone={done.has(step)}
            href={hrefOf(step)}
            onOpen={() => {
              // These two leave no trace in the data: to have gone there is to have seen it.
              const leadsThere = step === 'data' ? home.steps.hasRun : home.runs.length > 0;
              if ((step === 'data' || step === 'look') && leadsThere) see(step);
            }}
          />
        ))}
      </ol>
    </section>
  );
}
