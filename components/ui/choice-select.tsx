'use client';
import type { ComponentProps } from 'react';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from './select';

export interface ChoiceOption<V extends string> {
  value: V;
  label: string;
}

type TriggerProps = Omit<
  ComponentProps<typeof SelectTrigger>,
  'value' | 'children' | 'onChange' | 'disabled'
>;

/** One of a few values. What is not said here goes to the control itself: its name, test id, width. */
export function ChoiceSelect<V extends string>({
  value,
  options,
  disabled = false,
  onChoose,
  ...trigger
}: TriggerProps & {
  value: V;
  options: readonly ChoiceOption<V>[];
  disabled?: boolean;
  onChoose(value: V): void;
}) {
  return (
    <Select
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next);
        if (option) onChoose(option.value);
      }}
    >
      <SelectTrigger {...trigger}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent className="max-h-80 overflow-y-auto">
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
