'use client';
import { useEffect, useMemo } from 'react';

interface Pages<T> {
  data: { pages: readonly { items: readonly T[] }[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage(): Promise<unknown>;
}

/**
 * The rows of all pages that were loaded. A page of a search may be empty and still have a next one: then the search
 * goes on by itself, and `isSearching` says so.
 */
export function useRows<T>(pages: Pages<T>): { rows: readonly T[]; isSearching: boolean } {
  const { data, hasNextPage, isFetching, fetchNextPage } = pages;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const isSearching = rows.length === 0 && hasNextPage;
  const looksFurther = isSearching && !isFetching;
  useEffect(() => {
    if (looksFurther) void fetchNextPage();
  }, [looksFurther, fetchNextPage]);
  return { rows, isSearching };
}
