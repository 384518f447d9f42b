'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { LimitView } from '@/core/contracts/limits';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import { LimitForm } from './limit-form';
import { useAmount } from './use-amount';
import { useLimitChange } from './use-limit-change';

/** One limit: what it bounds, what holds now, and the way to change it in place. */
export function LimitRow({ limit, mayChange }: { limit: LimitView; mayChange: boolean }) {
  const t = useTranslations('limits');
  const text = useLimitText(limit);
  const amount = useAmount();
  const [isEditing, setEditing] = useState(false);
  const changeButton = useRef<HTMLButtonElement>(null);
  const { reset } = useLimitChange();
  const close = () => {
    setEditing(false);
    // The button is drawn again first; whoever works by keyboard goes on from it.
    requestAnimationFrame(() => changeButton.current?.focus());
  };
  return (
    <li
      data-testid={`limits.limit.${limit.name}`}
      className="flex flex-wrap items-start gap-x-4 gap-y-2 px-3 py-2.5 text-[13px]"
    >
      <div className="min-w-64 flex-1">
        <p className="font-medium">{text.label}</p>
        <p className="text-muted">{text.help}</p>
        <p className="mt-1 font-mono text-[11px] text-muted">
          {limit.name}
          {limit.problem === null ? null : ` · ${limit.problem}`}
        </p>
      </div>
      {isEditing ? (
        <LimitForm limit={limit} label={text.label} onDone={close} />
      ) : (
        <div className="flex w-96 items-start gap-2">
          <div className="min-w-0 flex-1">
            <p className="flex items-center gap-2">
              <span data-testid={`limits.value.${limit.name}`} className="font-medium tabular-nums">
                {amount(limit.value, limit.unit)}
              </span>
              {limit.isOwn ? <Badge tone="accent">{t('own')}</Badge> : null}
            </p>
            <p className="text-muted">
              {t('standard', { value: amount(limit.standard, limit.unit) })}
              {limit.usage === null ? null : ` · ${t('usage', { usage: limit.usage, value: limit.value })}`}
            </p>
            <p className="text-muted">
              {t('range', {
                least: amount(limit.least, limit.unit),
                most: amount(limit.most, limit.unit),
              })}
            </p>
            {limit.changedAt ? (
              <p className="text-muted">
                {t('changedBy', { name: limit.changedBy ?? t('somebody') })}{' '}
                <RelativeTime iso={limit.changedAt} />
              </p>
            ) : null}
          </div>
          {mayChange ? (
            <div className="flex shrink-0 gap-1">
              {limit.isOwn ? (
                <Button
                  variant="ghost"
                  disabled={reset.isPending}
                  aria-label={t('resetNamed', { name: text.label })}
                  onClick={() => reset.mutate(limit.name)}
                >
                  {t('reset')}
                </Button>
              ) : null}
              <Button
                ref={changeButton}
                aria-label={t('changeNamed', { name: text.label })}
                onClick={() => setEditing(true)}
              >
                {t('change')}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </li>
  );
}

function useLimitText({ name }: LimitView): { label: string; help: string } {
  const t = useTranslations('limits.limit');
  // Every name of the table has both texts; a test holds the catalogue against it.
  return { label: t(`${name}.label` as 'run.steps.label'), help: t(`${name}.help` as 'run.steps.help') };
}
