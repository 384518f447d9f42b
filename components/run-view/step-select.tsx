'use client';
import type { RunStepView } from '@/core/contracts/run-view';
import { Select, SelectContent, SelectItem, SelectTrigger } from '@/components/ui/select';

/** More than these nobody looks through. */
const MOST = 500;

/** One of a run's steps. */
export function StepSelect({
  steps,
  value,
  shown,
  label,
  nameOf,
  testId,
  className,
  onChange,
}: {
  steps: readonly RunStepView[];
  /** Key of the chosen one. */
  value: string;
  /** What it is called here. */
  shown: string;
  /** Of the control. */
  label: string;
  nameOf(step: RunStepView): string;
  testId: string;
  className?: string;
  onChange(key: string): void;
}) {
  return (
    <Select value={value} onValueChange={onChange}>
      <SelectTrigger aria-label={label} data-testid={testId} className={className}>
        {shown}
      </SelectTrigger>
      <SelectContent className="max-h-72 overflow-y-auto">
        {steps.slice(0, MOST).map((one) => (
          <SelectItem key={one.key} value={one.key}>
            {nameOf(one)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
