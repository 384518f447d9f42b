'use client';
import { createContext, use } from 'react';
import { pathDragProps } from './drag-path';

/** A field that can take a path. */
export interface PathField {
  key: string;
  title: string;
}

/** Where paths of the shown data can go without dragging. */
export interface PathTarget {
  fields(): readonly PathField[];
  insert(fieldKey: string, path: { expression: string; name: string }): void;
}

const PathTargetContext = createContext<PathTarget | null>(null);

/** Around data whose paths can be put into fields. */
export const PathTargetProvider = PathTargetContext.Provider;

/** Null where the data is only looked at. */
export function usePathTarget(): PathTarget | null {
  return use(PathTargetContext);
}

/** Makes the paths of shown data draggable where there are fields to take them. */
export function usePathDrag(): (
  path: readonly (string | number)[],
) => Partial<ReturnType<typeof pathDragProps>> {
  const target = usePathTarget();
  return target ? pathDragProps : () => ({});
}
