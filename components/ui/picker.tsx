'use client';
import type { ReactNode } from 'react';
import { ChevronsUpDown } from 'lucide-react';
import { cn } from './cn';
import { Popover, PopoverContent, PopoverTrigger } from './popover';

export interface PickerState {
  isOpen: boolean;
  setOpen(open: boolean): void;
}

/** A control that says what is chosen, and opens what it is chosen from. */
export function Picker({
  state,
  text,
  isEmpty,
  label,
  testId,
  disabled = false,
  isInvalid = false,
  children,
}: {
  state: PickerState;
  /** What is chosen, or words for nothing. */
  text: string;
  isEmpty: boolean;
  /** Name of the control for those who do not see it. */
  label: string;
  testId: string;
  disabled?: boolean;
  isInvalid?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <Popover open={state.isOpen} onOpenChange={state.setOpen}>
      <PopoverTrigger
        type="button"
        data-testid={testId}
        aria-label={`${label}: ${text}`}
        aria-invalid={isInvalid || undefined}
        disabled={disabled}
        className="flex h-8 w-full min-w-0 items-center justify-between gap-2 rounded-md border border-border bg-surface px-2.5 text-[13px] disabled:opacity-50 aria-invalid:border-danger"
      >
        <span className={cn('truncate', isEmpty && 'text-muted')}>{text}</span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
      </PopoverTrigger>
      <PopoverContent align="start" className="w-80 p-1">
        {children}
      </PopoverContent>
    </Popover>
  );
}
