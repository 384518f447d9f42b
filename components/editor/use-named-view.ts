'use client';
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useTRPC } from '@/components/api/trpc-provider';
import { useDocument, useEditor } from './editor-context';

/** Opens what the address names once: `?run=` lays a run over the canvas, `?node=` opens a node's inspector. */
export function useNamedView(): void {
  const editor = useEditor();
  const trpc = useTRPC();
  const params = useSearchParams();
  const nodeId = params.get('node');
  const runId = params.get('run');
  const isThere = useDocument(({ graph }) => graph.nodes.some((node) => node.id === nodeId));
  useEffect(() => {
    if (nodeId === null || !isThere) return;
    editor.interaction.getState().select({ nodes: [nodeId] });
    editor.interaction.getState().inspect(nodeId);
    // Only the node's arrival opens it: closing the inspector afterwards is the person's choice.
  }, [editor, nodeId, isThere]);
  const run = useQuery({
    ...trpc.run.get.queryOptions({ tenant: editor.tenant, id: runId ?? '' }),
    enabled: runId !== null,
    staleTime: Infinity,
  });
  useEffect(() => {
    if (!run.data || run.data.workflowId !== editor.workflowId) return;
    editor.run.getState().show(run.data, 'pinned');
    editor.panels.getState().setRunOpen(true);
    // Shown once; the feed keeps it true from then on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editor, run.data?.id]);
}
