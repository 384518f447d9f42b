'use client';
import { createContext, use } from 'react';

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
