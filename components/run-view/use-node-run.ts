'use client';
import { useMemo } from 'react';
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
