'use client';
import { useState } from 'react';
import { useTranslations } from 'next-intl';
import { hasExpression } from '@/core/node-kit/visible-fields';
import type { NumberField } from '@/core/node-kit/field';
import { Input } from '@/components/ui/input';
import { ChoiceSelect } from '@/components/ui/choice-select';
import { amountOf, DURATION_UNITS, toMs, unitOf, type DurationUnit } from './duration';
import { parseNumber, type ControlProps } from './simple-controls';

/** A length of time as a number and a unit; what is kept are milliseconds. */
export function DurationControl({ field, binding, onExpression }: ControlProps<NumberField>) {
  const t = useTranslations('editor.duration');
  const value = binding.value ?? field.default;
  const ms = typeof value === 'number' ? value : undefined;
  const [chosen, setChosen] = useState<DurationUnit | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const unit = chosen ?? unitOf(ms);
  const amount = ms === undefined ? null : amountOf(ms, unit);
  const shown = typed ?? (amount === null ? (value === undefined ? '' : String(value)) : String(amount));
  const isWrong = typed !== null && parseNumber(typed) === null;
  const change = (text: string) => {
    if (onExpression && hasExpression(text)) return onExpression(text);
    setTyped(text);
    const next = parseNumber(text);
    if (next === null) return;
    // The unit stays while somebody types, whatever the number would be counted in.
    setChosen(unit);
    binding.set(next === undefined ? undefined : toMs(next, unit));
  };
  return (
    <div className="flex gap-1.5">
      <Input
        data-testid={binding.testId}
        aria-label={field.label}
        aria-invalid={isWrong || binding.problem !== null || undefined}
        disabled={binding.readOnly}
        inputMode="decimal"
        autoComplete="off"
        className="w-24"
        value={shown}
        onBlur={() => setTyped(null)}
        onChange={({ target }) => change(target.value)}
      />
      <ChoiceSelect
        value={unit}
        options={DURATION_UNITS.map((value) => ({ value, label: t(value) }))}
        disabled={binding.readOnly}
        aria-label={t('unit')}
        data-testid={`${binding.testId}.unit`}
        className="flex-1"
        onChoose={(wanted) => {
          setTyped(null);
          setChosen(wanted);
          if (amount !== null) binding.set(toMs(amount, wanted));
        }}
      />
    </div>
  );
}
