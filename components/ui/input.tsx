import type { ComponentProps } from 'react';
import { cn } from './cn';

export const fieldClass =
  'w-full rounded-md border border-border bg-surface px-2.5 text-[13px] text-foreground placeholder:text-faint transition-colors duration-100 hover:border-border-strong focus-visible:border-ring disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(fieldClass, 'h-8', className)} {...props} />;
}
