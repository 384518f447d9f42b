'use client';
import { cn } from './cn';

/** Keys as written on this system, quiet and at the end of a menu entry. */
export function ShortcutHint({ text, className }: { text: string; className?: string }) {
  return (
    <kbd className={cn('ml-auto pl-4 font-sans text-[11px] text-muted tabular-nums', className)}>{text}</kbd>
  );
}
