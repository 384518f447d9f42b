'use client';
import { useEffect, useMemo, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '@/core/contracts/live-event';
import { useLiveEvents } from '@/components/api/live-provider';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor, useRun } from '@/components/editor/editor-context';
import { isFinalRun } from './run-overlay';
import { nextFetchMs } from './next-fetch';

/** Keeps the shown run true: live events as they come, the whole run when it is new or something may be missing. */
export function useRunFeed({ followsWorkflow }: { followsWorkflow: boolean }): void {
  const editor = useEditor();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const runId = useRun((state) => state.run?.id ?? null);
  const isFinal = useRun((state) => state.run !== null && isFinalRun(state.run.status));
  const endSeq = useRun((state) => (state.run && isFinalRun(state.run.status) ? state.run.seq : null));
  const { tenant, workflowId } = editor;

  const query = useQuery({
    ...trpc.run.get.queryOptions({ tenant, id: runId ?? '' }),
    enabled: runId !== null,
    refetchInterval: ({ state }) =>
      nextFetchMs({ endSeq, fetchedSeq: state.data?.seq ?? null, hasFailed: state.status === 'error' }),
    retry: 1,
  });
  // What was fetched goes into the store that the canvas draws from: also when it is what was fetched before, since
  // events that came between tell less.
  useEffect(() => {
    const { run, mode, show } = editor.run.getState();
    if (query.data && run?.id === query.data.id) show(query.data, mode);
  }, [query.data, query.dataUpdatedAt, editor]);

  const wasFinal = useRef(isFinal);
  // The end may have brought facts that no event told (output, flags): fetch once more.
  useEffect(() => {
    if (isFinal && !wasFinal.current) void query.refetch();
    wasFinal.current = isFinal;
  });

  const topics = useMemo(
    () => [...(followsWorkflow ? [`workflow:${workflowId}`] : []), ...(runId ? [`run:${runId}`] : [])],
    [followsWorkflow, workflowId, runId],
  );
  useLiveEvents(topics, (event: LiveEvent) => {
    if (event.kind === 'run-changed') {
      if (event.run.workflowId !== workflowId) return;
      const wasListening = editor.run.getState().listening !== null;
      editor.run.getState().receive(event);
      // The test call a person waited for is shown with its steps.
      if (wasListening && editor.run.getState().listening === null) editor.panels.getState().setRunOpen(true);
    } else if (event.kind === 'resync') {
      void query.refetch();
    } else if (event.workflowId === workflowId) {
      void queries.invalidateQueries({ queryKey: trpc.workflow.get.queryKey({ tenant, id: workflowId }) });
    }
  });
}
