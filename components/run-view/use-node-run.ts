'use client';
import { useMemo } from 'react';
import type { RunStepView } from '@/core/contracts/run-view';
import { useRun } from '@/components/editor/editor-context';
import { nodeRunState, portItems, type NodeRunState } from './run-overlay';

/** What a node did in the shown run, or null. Redraws only the node whose steps changed. */
export function useNodeRun(nodeId: string): NodeRunState | null {
  const steps = useRun((state) => state.stepsByNode.get(nodeId));
  return useMemo(() => (steps ? nodeRunState(steps) : null), [steps]);
}

/** How many items left a port in the shown run, or null when its node has not run. */
export function usePortItems(nodeId: string, port: string): number | null {
  return useRun((state) => portItems(state.stepsByNode.get(nodeId), port));
}

/** The step of a node that is looked at: the chosen one, else its newest that did something. */
export function useShownStep(nodeId: string): RunStepView | null {
  return useRun(({ stepsByNode, selectedStep }) => shownStep(stepsByNode.get(nodeId), selectedStep));
}

/** See `useShownStep`. */
export function shownStep(
  steps: readonly RunStepView[] | undefined,
  selected: string | null,
): RunStepView | null {
  const chosen = steps?.find((step) => step.key === selected);
  return (
    chosen ?? steps?.findLast((step) => !['skipped', 'queued'].includes(step.status)) ?? steps?.at(-1) ?? null
  );
}

/** The steps of a node that a step in an iteration could have got its data from: those of the same place or around it. */
export function stepsInPlace(
  steps: readonly RunStepView[] | undefined,
  place: string | null,
): readonly RunStepView[] | undefined {
  if (place === null) return steps;
  const near = steps?.filter(
    ({ iteration }) => iteration === null || `${place}/`.startsWith(`${iteration}/`),
  );
  return near?.length ? near : steps;
}
