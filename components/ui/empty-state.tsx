import type { ReactNode } from 'react';
import { cn } from './cn';

/** Says what would be here and offers the next step. */
export function EmptyState({
  icon,
  title,
  description,
  actions,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-2 px-6 py-14 text-center', className)}>
      {icon ? (
        <div className="mb-1 flex size-10 items-center justify-center rounded-lg bg-surface-sunken text-muted [&_svg]:size-5">
          {icon}
        </div>
      ) : null}
      <p className="text-sm font-semibold">{title}</p>
      {description ? <p className="max-w-md text-[13px] text-balance text-muted">{description}</p> : null}
      {actions ? <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
