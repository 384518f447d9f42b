'use client';
import { ScrollArea as ScrollPrimitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export function ScrollArea({ className, children, ...props }: ComponentProps<typeof ScrollPrimitive.Root>) {
  return (
    <ScrollPrimitive.Root className={cn('relative overflow-hidden', className)} {...props}>
      <ScrollPrimitive.Viewport className="size-full">{children}</ScrollPrimitive.Viewport>
      <ScrollPrimitive.Scrollbar orientation="vertical" className="flex w-2 touch-none p-px select-none">
        <ScrollPrimitive.Thumb className="relative flex-1 rounded-full bg-border-strong" />
      </ScrollPrimitive.Scrollbar>
      <ScrollPrimitive.Scrollbar
        orientation="horizontal"
        className="flex h-2 touch-none flex-col p-px select-none"
      >
        <ScrollPrimitive.Thumb className="relative flex-1 rounded-full bg-border-strong" />
      </ScrollPrimitive.Scrollbar>
    </ScrollPrimitive.Root>
  );
}
