import type { ComponentProps } from 'react';
import { cn } from './cn';

/** Holds the place of content that is on its way. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div aria-hidden className={cn('animate-pulse rounded-md bg-surface-sunken', className)} {...props} />
  );
}
