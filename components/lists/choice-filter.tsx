'use client';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';

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
  choices: readonly { value: V; label: string }[];
  testId: string;
  onChange(value: V | null): void;
}) {
  return (
    <Select
      value={value ?? ALL}
      onValueChange={(chosen) => onChange(choices.find((choice) => choice.value === chosen)?.value ?? null)}
    >
      <SelectTrigger data-testid={testId} aria-label={label} className="w-auto max-w-52 min-w-36">
        <SelectValue placeholder={all} />
      </SelectTrigger>
      <SelectContent className="max-h-80 overflow-y-auto">
        <SelectItem value={ALL}>{all}</SelectItem>
        {choices.map((choice) => (
          <SelectItem key={choice.value} value={choice.value}>
            {choice.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
