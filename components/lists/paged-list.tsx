'use client';
import type { ComponentProps, ReactNode } from 'react';
import { ListBody } from './list-body';
import { MoreRows } from './more-rows';
import type { useRows } from './use-rows';

/** A list that comes in pages: its rows, what stands in their place while there are none, and the way to more. */
export function PagedList({
  pages,
  found,
  searching = null,
  nothing,
  testId,
  children,
}: {
  pages: ComponentProps<typeof ListBody>['query'] & ComponentProps<typeof MoreRows>['pages'];
  /** The rows so far. */
  found: ReturnType<typeof useRows>;
  /** Said while there are no rows yet and the search goes on. */
  searching?: ReactNode;
  nothing: ReactNode;
  /** Of the button for more. */
  testId: string;
  children: ReactNode;
}) {
  const { rows, isSearching } = found;
  return (
    <>
      <ListBody
        query={pages}
        isEmpty={rows.length === 0}
        searching={isSearching ? searching : null}
        nothing={nothing}
      >
        {children}
      </ListBody>
      <MoreRows pages={pages} shown={rows.length} testId={testId} />
    </>
  );
}
