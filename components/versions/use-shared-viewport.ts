'use client';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { getViewportForBounds, type Rect, type Viewport } from '@xyflow/react';
import type { Graph } from '@/core/graph/graph';
import { HEADER_HEIGHT, NODE_WIDTH } from '@/components/canvas/node-geometry';

/** Room that a node takes with its ports, roughly. */
const NODE_HEIGHT = HEADER_HEIGHT + 40;
/** Close enough to read a node that is shown. */
const READABLE = 0.8;

interface Size {
  width: number;
  height: number;
}

export interface SharedViewport {
  /** Goes on the element that holds all canvases beside each other. */
  frame: RefObject<HTMLDivElement | null>;
  viewport: Viewport;
  onViewportChange(viewport: Viewport): void;
  /** Brings a node into the middle of each canvas. */
  showNode(nodeId: string): void;
  /** Shows everything again. */
  fit(): void;
}

/** One viewport for canvases that stand side by side: fitted to all their graphs until somebody moves it. */
export function useSharedViewport(graphs: readonly Graph[], columns: number): SharedViewport {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [chosen, setChosen] = useState<Viewport | null>(null);
  const bounds = useMemo(() => boundsOf(graphs), [graphs]);
  // How large the drawing is, is known only once it is there.
  useEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  const width = size ? size.width / columns : 0;
  const fitted =
    size && bounds ? getViewportForBounds(bounds, width, size.height, 0.1, 1, 0.12) : { x: 0, y: 0, zoom: 1 };
  const viewport = chosen ?? fitted;
  return {
    frame,
    viewport,
    onViewportChange: setChosen,
    showNode: (nodeId) => {
      const node = graphs.flatMap(({ nodes }) => nodes).find(({ id }) => id === nodeId);
      if (!size || !node) return;
      const zoom = Math.max(viewport.zoom, READABLE);
      setChosen({
        zoom,
        x: width / 2 - (node.position.x + NODE_WIDTH / 2) * zoom,
        y: size.height / 2 - (node.position.y + HEADER_HEIGHT / 2) * zoom,
      });
    },
    fit: () => setChosen(null),
  };
}

function boundsOf(graphs: readonly Graph[]): Rect | null {
  const boxes = graphs.flatMap(({ nodes, notes }): Rect[] => [
    ...nodes.map(({ position }) => ({ ...position, width: NODE_WIDTH, height: NODE_HEIGHT })),
    ...notes.map(({ position, size }) => ({ ...position, ...size })),
  ]);
  const [first, ...rest] = boxes;
  return first ? rest.reduce(around, first) : null;
}

function around(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  return { x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
