import type { StepStatus } from '@/core/engine/types';
import { cn } from '@/components/ui/cn';
import { STATUS_LOOK } from './status-look';

/** The icon of a status in its colour; turns while something runs. */
export function StatusIcon({ status, className }: { status: StepStatus; className?: string }) {
  const { icon: Icon, text } = STATUS_LOOK[status];
  return (
    <Icon
      aria-hidden
      className={cn('size-4 shrink-0', text, status === 'running' && 'motion-safe:animate-spin', className)}
    />
  );
}
