'use client';
import { useCallback, useMemo } from 'react';
import { useQueries } from '@tanstack/react-query';
import type { RunStepDetail } from '@/core/contracts/run-input';
import type { RunView } from '@/core/contracts/run-view';
import { useTRPCClient } from '@/components/api/trpc-provider';
import type { FileSource } from '@/components/data-view/item-files';
import { useDocument, useEditor, useRun } from '@/components/editor/editor-context';
import { stepsByNode as groupSteps } from '@/components/run-view/run-overlay';
import { useLastRun } from '@/components/run-view/use-last-run';
import { shownStep, stepsInPlace } from '@/components/run-view/use-node-run';
import { dataNodes, nodeInput, nodeOutput, type PortItems } from './node-data';
import { sampleEnv } from './sample-env';

const ENDED = ['succeeded', 'failed', 'cancelled', 'skipped'];

/** The step that is looked at of each node whose data is wanted, with its items. */
function useStepDetails(nodeIds: readonly string[]): ReadonlyMap<string, RunStepDetail> {
  const client = useTRPCClient();
  const { tenant } = useEditor();
  const run = useRun((state) => state.run ?? state.lastRun);
  const shownSteps = useRun((state) => (state.run ? state.stepsByNode : null));
  const stepsByNode = useMemo(() => shownSteps ?? groupSteps(run?.steps ?? []), [shownSteps, run]);
  const selectedStep = useRun((state) => state.selectedStep);
  const place = run?.steps.find((step) => step.key === selectedStep)?.iteration ?? null;
  const steps = nodeIds.flatMap((nodeId) => {
    const step = shownStep(stepsInPlace(stepsByNode.get(nodeId), place), selectedStep);
    const hasData = step && step.status !== 'skipped' && step.status !== 'queued';
    return hasData && run ? [{ runId: run.id, step }] : [];
  });
  return useQueries({
    queries: steps.map(({ runId, step }) => ({
      // A step that goes on is fetched again when it ends: its status is part of the key.
      queryKey: ['run-step', tenant, runId, step.key, step.status, step.attempts],
      queryFn: () => client.run.getStep.query({ tenant, id: runId, step: step.key }),
      staleTime: ENDED.includes(step.status) ? Infinity : 0,
      retry: 1,
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }): [string, RunStepDetail][] => (data ? [[data.nodeId, data]] : []))),
  });
}

export interface NodeData {
  input: PortItems;
  output: PortItems;
  /** The run that data comes from without being shown on the canvas; null while one is shown, or there is none. */
  lastRun: RunView | null;
  getEnv(): ReturnType<typeof sampleEnv>;
  /** How the files of a pane's items are looked into. */
  filesOf(items: PortItems): FileSource | undefined;
  /** Changes when the data did. */
  version: unknown;
}

/** Input, output and expression data of the inspected node. */
export function useNodeData(nodeId: string): NodeData {
  const { catalog, workflowId } = useEditor();
  const graph = useDocument((state) => state.graph);
  useLastRun();
  const runId = useRun((state) => (state.run ?? state.lastRun)?.id ?? null);
  const lastRun = useRun((state) => (state.run ? null : state.lastRun));
  // The page of a run shows what happened; a draft shows what its next test run will work with.
  const isDraft = useDocument((state) => !state.readOnly);
  const wanted = useMemo(() => dataNodes(graph, nodeId).join(' '), [graph, nodeId]);
  const details = useStepDetails(useMemo(() => wanted.split(' '), [wanted]));

  const data = useMemo(() => {
    const node = graph.nodes.find((candidate) => candidate.id === nodeId);
    const given = { graph, catalog, details, isDraft };
    return {
      input: nodeInput(given, nodeId),
      output: node ? nodeOutput(given, node) : ({ source: 'none', ports: {} } satisfies PortItems),
    };
  }, [graph, catalog, details, isDraft, nodeId]);

  const getEnv = useCallback(
    () =>
      sampleEnv({
        graph,
        catalog,
        details,
        isDraft,
        nodeId,
        workflow: { id: workflowId, name: graph.name },
        now: Date.now(),
        runId,
      }),
    [graph, catalog, details, isDraft, nodeId, workflowId, runId],
  );
  const client = useTRPCClient();
  const { tenant } = useEditor();
  const filesOf = useCallback(
    ({ of }: PortItems): FileSource | undefined =>
      of && runId !== null
        ? {
            key: `${runId} ${of.step} ${of.side}`,
            load: (file) => client.run.previewFile.query({ tenant, id: runId, ...of, ...file }),
          }
        : undefined,
    [client, tenant, runId],
  );
  // Pinned data of the nodes before changes what expressions see as well.
  const version = useMemo(() => ({ details, pinned: graph.pinned }), [details, graph.pinned]);
  return { ...data, lastRun, getEnv, filesOf, version };
}
