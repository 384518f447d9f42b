'use client';
import { useMemo } from 'react';
import { useQueries } from '@tanstack/react-query';
import type { CallableWorkflow } from '@/core/contracts/callable-workflow';
import { outsideIds } from '@/core/graph/check-references';
import { useTRPC } from '@/components/api/trpc-provider';
import { useDocument, type Editor } from './editor-context';

/** What others look like may be so old: they are rarely changed while somebody works on their caller. */
const FRESH_MS = 15_000;

/** The workflows that the draft runs or names for its failures, by id, as far as they are known. */
export function useCallees(editor: Editor): ReadonlyMap<string, CallableWorkflow> {
  const trpc = useTRPC();
  const named = useDocument(({ graph }) => outsideIds(graph, editor.catalog).workflows.join(' '));
  const ids = useMemo(() => named.split(' ').filter((id) => id !== ''), [named]);
  return useQueries({
    queries: ids.map((id) => ({
      ...trpc.workflow.callable.queryOptions({ tenant: editor.tenant, id }),
      retry: false,
      staleTime: FRESH_MS,
    })),
    combine: asMap,
  });
}

const NONE: ReadonlyMap<string, CallableWorkflow> = new Map();

function asMap(
  results: readonly { data: CallableWorkflow | undefined }[],
): ReadonlyMap<string, CallableWorkflow> {
  const known = results.flatMap(({ data }) => (data ? [[data.id, data] as const] : []));
  return known.length === 0 ? NONE : new Map(known);
}
