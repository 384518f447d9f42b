'use client';
import { useMemo } from 'react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';

interface Codec<F> {
  parse(params: { get(name: string): string | null }): F;
  write(filters: F): string;
  none: F;
}

export interface FilterControl<F> {
  filters: F;
  isFiltered: boolean;
  change(part: Partial<F>): void;
  clear(): void;
}

/** Filters that stand in the address, so that a list can be linked to and come back to. */
export function useAddressFilters<F>(codec: Codec<F>): FilterControl<F> {
  const params = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const filters = useMemo(() => codec.parse(params), [codec, params]);
  const go = (next: F) => {
    const query = codec.write(next);
    router.replace(query === '' ? path : `${path}?${query}`, { scroll: false });
  };
  return {
    filters,
    isFiltered: codec.write(filters) !== codec.write(codec.none),
    change: (part) => go({ ...filters, ...part }),
    clear: () => go(codec.none),
  };
}
