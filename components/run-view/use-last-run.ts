'use client';
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { RunSummary } from '@/core/contracts/run-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { useDocument, useEditor, useRun } from '@/components/editor/editor-context';
import { isFinalRun } from './run-overlay';

/** As many as are looked at for data when a single node is run. */
const LOOKED_AT = 10;

/** The newest run that ended by itself: what ran out or was stopped says little about the data. Newest first. */
export function dataRunOf(runs: readonly Pick<RunSummary, 'id' | 'status'>[]): string | null {
  const ended = runs.filter((run) => isFinalRun(run.status));
  return (ended.find((run) => run.status !== 'cancelled') ?? ended[0])?.id ?? null;
}

/** Looks up the last run of the workflow where a draft is open and no run is shown, so that there is real data to work with. */
export function useLastRun(): void {
  const editor = useEditor();
  const trpc = useTRPC();
  const { tenant, workflowId, permissions } = editor;
  const isDraft = useDocument((state) => !state.readOnly);
  const isNeeded = useRun((state) => state.run === null && state.lastRun === null);
  const isEnabled = isDraft && isNeeded && permissions.includes('run:read');
  const runs = useQuery({
    ...trpc.run.list.queryOptions({ tenant, workflowId, limit: LOOKED_AT }),
    enabled: isEnabled,
    staleTime: 0,
  });
  const id = dataRunOf(runs.data?.items ?? []);
  const run = useQuery({
    ...trpc.run.get.queryOptions({ tenant, id: id ?? '' }),
    enabled: isEnabled && id !== null,
    retry: 1,
  });
  const { data } = run;
  useEffect(() => {
    if (data && data.id === id) editor.run.getState().remember(data);
  }, [data, id, editor]);
}
