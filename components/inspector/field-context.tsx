'use client';
import { createContext, use, useCallback, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import type { ParameterPath } from '@/core/draft/edit';
import type { Problem } from '@/core/errors/problem';
import type { ExpressionEnv } from '@/core/expression/scope';
import type { GraphNode } from '@/core/graph/graph';
import type { Json } from '@/core/items/item';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import type { DroppedPath, PathTargets } from './path-targets';

interface FieldScope {
  nodeId: string;
  readOnly: boolean;
  getEnv(): ExpressionEnv;
  /** Changes when the data that expressions see has changed. */
  dataVersion: unknown;
  /** Fields that take a path from the data beside them. */
  targets: PathTargets;
}

const FieldScopeContext = createContext<FieldScope | null>(null);

/** What all fields of one node share. */
export function FieldScopeProvider({ children, ...scope }: FieldScope & { children: ReactNode }) {
  const { nodeId, readOnly, getEnv, dataVersion, targets } = scope;
  const value = useMemo(
    () => ({ nodeId, readOnly, getEnv, dataVersion, targets }),
    [nodeId, readOnly, getEnv, dataVersion, targets],
  );
  return <FieldScopeContext value={value}>{children}</FieldScopeContext>;
}

export function useFieldScope(): FieldScope {
  const scope = use(FieldScopeContext);
  if (!scope) throw new Error('A field stands outside its inspector.');
  return scope;
}

/** Offers a field to the menus of the data beside it for as long as it stands there. */
export function usePathTargetField(
  field: { path: ParameterPath; label: string; isRow?: boolean },
  insert: (dropped: DroppedPath) => void,
): void {
  const { targets, readOnly } = useFieldScope();
  const newest = useRef(insert);
  useLayoutEffect(() => {
    newest.current = insert;
  });
  const { label, isRow = false } = field;
  const key = field.path.join('.');
  useLayoutEffect(() => {
    if (readOnly) return undefined;
    return targets.add({ key: isRow ? `${key}.+` : key, label }, (dropped) => newest.current(dropped));
  }, [targets, key, label, isRow, readOnly]);
}

/** The value at a path of the parameters; undefined where there is none. */
export function valueAt(
  node: Pick<GraphNode, 'parameters'> | undefined,
  path: ParameterPath,
): Json | undefined {
  let value: Json | undefined = node?.parameters;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Array.isArray(value) ? value[Number(key)] : value[String(key)];
  }
  return value;
}

/** The problem of exactly this field, if there is one. */
function problemAt(problems: readonly Problem[] | undefined, path: ParameterPath): Problem | null {
  const text = `parameters.${path.join('.')}`;
  return problems?.find((problem) => problem.path === text) ?? null;
}

export interface FieldBinding {
  value: Json | undefined;
  /** Undefined removes the parameter. */
  set(value: Json | undefined): void;
  problem: Problem | null;
  readOnly: boolean;
  testId: string;
  path: ParameterPath;
}

/** Binds a control to one parameter of the inspected node. */
export function useField(path: ParameterPath): FieldBinding {
  const editor = useEditor();
  const { nodeId, readOnly } = useFieldScope();
  const key = path.join('.');
  const value = useDocument(({ graph }) =>
    valueAt(
      graph.nodes.find((node) => node.id === nodeId),
      path,
    ),
  );
  const problem = useDocument(({ problemsByNode }) => problemAt(problemsByNode.get(nodeId), path));
  const set = useCallback(
    (next: Json | undefined) => {
      const edit = { kind: 'set-parameter', nodeId, path } as const;
      editor.apply(next === undefined ? edit : { ...edit, value: next });
    },
    // The path's text stands for the path, which is a new list on each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [editor, nodeId, key],
  );
  return { value, set, problem, readOnly, testId: `inspector.field.${key}`, path };
}
