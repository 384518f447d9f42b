'use client';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import type { LimitView } from '@/core/contracts/limits';
import { isWithinRange } from '@/core/limits/limits';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { useAmount } from './use-amount';
import { useLimitChange } from './use-limit-change';

/** The value as it is typed, with what is allowed beside it. Escape gives up. */
export function LimitForm({ limit, label, onDone }: { limit: LimitView; label: string; onDone: () => void }) {
  const t = useTranslations('limits');
  const ui = useTranslations('ui');
  const amount = useAmount();
  const [typed, setTyped] = useState(String(limit.value));
  const [isTold, setTold] = useState(false);
  const { set } = useLimitChange(onDone);
  const range = t('range', {
    least: amount(limit.least, limit.unit),
    most: amount(limit.most, limit.unit),
  });
  const isAllowed = typed.trim() !== '' && isWithinRange(limit.name, Number(typed));

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isAllowed) set.mutate({ name: limit.name, value: Number(typed) });
    else setTold(true);
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onDone();
  }

  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} noValidate className="flex w-96 flex-col gap-2">
      <FormField
        label={t('valueOf', { name: label, unit: limit.unit })}
        help={range}
        {...(isTold && !isAllowed ? { error: range } : {})}
      >
        {(ids) => (
          <Input
            {...ids}
            type="number"
            inputMode="numeric"
            min={limit.least}
            max={limit.most}
            step={1}
            required
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            data-testid={`limits.input.${limit.name}`}
          />
        )}
      </FormField>
      <p className="text-xs text-muted" aria-live="polite">
        {isAllowed ? t('means', { value: amount(Number(typed), limit.unit) }) : null}
      </p>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={set.isPending}>
          {ui('save')}
        </Button>
        <Button onClick={onDone}>{ui('cancel')}</Button>
      </div>
    </form>
  );
}
