'use client';
import { ToggleGroup as TogglePrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function ToggleGroup({ className, ...props }: ComponentProps<typeof TogglePrimitive.Root>) {
  return (
    <TogglePrimitive.Root
      className={cn('inline-flex items-center gap-0.5 rounded-md bg-surface-sunken p-0.5', className)}
      {...props}
    />
  );
}

export function ToggleGroupItem({ className, ...props }: ComponentProps<typeof TogglePrimitive.Item>) {
  return (
    <TogglePrimitive.Item
      className={cn(
        'inline-flex h-6 min-w-6 items-center justify-center gap-1 rounded-[5px] px-2 text-xs font-medium text-muted hover:text-foreground data-[state=on]:bg-surface-raised data-[state=on]:text-foreground data-[state=on]:shadow-card [&_svg]:size-3.5',
        className,
      )}
      {...props}
    />
  );
}
