'use client';
import type { ReactNode } from 'react';
import { QueryError } from '@/components/shell/query-error';
import { Skeleton } from '@/components/ui/skeleton';

interface Asked {
  isError: boolean;
  error: { message: string } | null;
  isPending: boolean;
  isPlaceholderData: boolean;
  refetch(): Promise<unknown>;
}

/** Rows, or what stands in their place: an error, a skeleton, a search that goes on, nothing. Old rows are faded. */
export function ListBody({
  query,
  isEmpty,
  searching = null,
  nothing,
  children,
}: {
  query: Asked;
  isEmpty: boolean;
  /** Said while there are no rows yet and the search goes on. */
  searching?: ReactNode;
  nothing: ReactNode;
  children: ReactNode;
}) {
  if (query.isError && query.error)
    return <QueryError error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="h-72 w-full" />;
  if (isEmpty && searching !== null)
    return (
      <p role="status" className="py-10 text-center text-[13px] text-muted">
        {searching}
      </p>
    );
  if (isEmpty) return nothing;
  return (
    <div className={query.isPlaceholderData ? 'opacity-60 transition-opacity' : 'transition-opacity'}>
      {children}
    </div>
  );
}
