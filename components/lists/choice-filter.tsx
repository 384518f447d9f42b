'use client';
import { ChoiceSelect, type ChoiceOption } from '@/components/ui/choice-select';

const ALL = 'all';

/** One of several, or all of them. */
export function ChoiceFilter<V extends string>({
  label,
  all,
  value,
  choices,
  testId,
  onChange,
}: {
  label: string;
  /** What it says when nothing is left out. */
  all: string;
  value: V | null;
  choices: readonly ChoiceOption<V>[];
  testId: string;
  onChange(value: V | null): void;
}) {
  return (
    <ChoiceSelect<V | typeof ALL>
      value={value ?? ALL}
      options={[{ value: ALL, label: all }, ...choices]}
      aria-label={label}
      data-testid={testId}
      className="w-auto max-w-52 min-w-36"
      onChoose={(chosen) => onChange(chosen === ALL ? null : chosen)}
    />
  );
}
