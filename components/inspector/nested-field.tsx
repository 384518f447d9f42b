'use client';
import { createContext, use, type ReactNode } from 'react';
import type { ParameterPath } from '@/core/draft/edit';
import type { Field } from '@/core/node-kit/field';

export interface FieldControlProps {
  field: Field;
  path: ParameterPath;
  /** In a row of a list: one line for each value. */
  inRow?: boolean;
}

const FieldRenderer = createContext<(props: FieldControlProps) => ReactNode>(() => null);

/** Lists hold fields and fields may be lists: the form says once how a field is drawn, and lists ask for it here. */
export const FieldRendererProvider = FieldRenderer.Provider;

/** A field inside another, drawn as the form draws fields. */
export function NestedField(props: FieldControlProps) {
  return use(FieldRenderer)(props);
}
