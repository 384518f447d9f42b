'use client';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useStore, useStoreApi, type ReactFlowState } from '@xyflow/react';
import { createDetailQueue, type DetailQueue } from './detail-queue';

/** Below this zoom no text can be read, so none is drawn. */
const FAR_ZOOM = 0.32;
const isNear = (state: ReactFlowState) => state.transform[2] >= FAR_ZOOM;

const DetailContext = createContext<DetailQueue | null>(null);

/** Shares one queue among the nodes of a canvas. */
export function DetailProvider({ count, children }: { count: number; children: ReactNode }) {
  const [queue] = useState(() =>
    createDetailQueue({
      now: () => performance.now(),
      nextFrame: (callback) => void requestAnimationFrame(callback),
      drawNow: flushSync,
    }),
  );
  queue.expect(count);
  return <DetailContext value={queue}>{children}</DetailContext>;
}

/** Tells the queue how far away the canvas is. Stands inside React Flow. */
export function DetailWatcher() {
  const queue = use(DetailContext);
  const near = useStore(isNear);
  const flow = useStoreApi();
  useEffect(() => {
    flow.getState().domNode?.toggleAttribute('data-far', !near);
    queue?.want(near);
  }, [queue, near, flow]);
  return null;
}

/** True when the node should be drawn in full. */
export function useDetail(): boolean {
  const queue = use(DetailContext);
  const [inFull, setInFull] = useState(() => queue?.startsInFull() ?? true);
  // Joins with what it drew first; later changes come from the queue.
  useEffect(() => queue?.add(setInFull, inFull), [queue]); // eslint-disable-line react-hooks/exhaustive-deps
  return inFull;
}
