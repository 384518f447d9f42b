'use client';
import { useMemo } from 'react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { isFiltered, NO_FILTERS, parseRunFilters, writeRunFilters, type RunFilters } from './run-filters';

export interface RunFilterControl {
  filters: RunFilters;
  isFiltered: boolean;
  change(part: Partial<RunFilters>): void;
  clear(): void;
}

/** The filters of a list of runs; they stand in the address, so that a list can be linked to and come back to. */
export function useRunFilters(): RunFilterControl {
  const params = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const filters = useMemo(() => parseRunFilters(params), [params]);
  const go = (next: RunFilters) => {
    const query = writeRunFilters(next);
    router.replace(query === '' ? path : `${path}?${query}`, { scroll: false });
  };
  return {
    filters,
    isFiltered: isFiltered(filters),
    change: (part) => go({ ...filters, ...part }),
    clear: () => go(NO_FILTERS),
  };
}
