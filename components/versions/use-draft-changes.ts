'use client';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { GraphDiff } from '@/core/contracts/graph-diff';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { useTRPC } from '@/components/api/trpc-provider';

/** What the saved draft changes against the published version; undefined while unknown, or when there is none. */
export function useDraftChanges(
  tenant: string,
  workflow: Pick<WorkflowView, 'id' | 'publishedVersion' | 'draftChanged'>,
): GraphDiff | undefined {
  const trpc = useTRPC();
  const { id, publishedVersion: from, draftChanged } = workflow;
  const diff = useQuery(
    trpc.workflow.diff.queryOptions(
      from === null || !draftChanged ? skipToken : { tenant, id, from, to: 'draft' },
      { staleTime: 0 },
    ),
  );
  return from !== null && draftChanged ? diff.data : undefined;
}
