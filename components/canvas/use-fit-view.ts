'use client';
import { useCallback } from 'react';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEditor, type Editor } from '@/components/editor/editor-context';
import { boundsOf, type Box } from './arrange';
import { nodeBox } from './boxes';
import { fitInto, moveInto, openInto, type Area, type View } from './free-area';
import { measureRoom } from './measure-room';
import { glideFor } from './wants-stillness';

const GLIDE_MS = 120;
/** Smaller than this, the names of nodes cannot be read. */
const READABLE_ZOOM = 0.6;
const FIT_LIMITS = { minZoom: 0.1, maxZoom: 1 } as const;
/** What stands out of a node: the status on its upper edge, the + at its right. */
const AROUND = { left: 8, top: 16, right: 56, bottom: 16 } as const;

function grown(box: Omit<Box, 'id'>): Omit<Box, 'id'> {
  return {
    x: box.x - AROUND.left,
    y: box.y - AROUND.top,
    width: box.width + AROUND.left + AROUND.right,
    height: box.height + AROUND.top + AROUND.bottom,
  };
}

/** Everything on the canvas, and where it begins: at the trigger that stands furthest left. */
function outline({ document, catalog }: Editor) {
  const { graph } = document.getState();
  const boxes = graph.nodes.map((node) => grown(nodeBox(node, catalog)));
  const notes = graph.notes.map(({ position, size }) => ({ ...position, ...size }));
  const bounds = boundsOf([...boxes, ...notes]);
  const isTrigger = graph.nodes.map((n) => catalog.find(n.type, n.typeVersion)?.trigger !== undefined);
  const triggers = boxes.filter((_box, index) => isTrigger[index]);
  const [first, ...others] = triggers.length > 0 ? triggers : boxes;
  const start = others.reduce(
    (one, box) => (one && (box.x < one.x || (box.x === one.x && box.y < one.y)) ? box : one),
    first,
  );
  return bounds && { bounds, start: start ?? bounds };
}

type Frame = (areas: readonly Area[], what: NonNullable<ReturnType<typeof outline>>) => View;

/** Moves the canvas so that what `frame` frames lies in the room between the panels. */
function useFrame(frame: Frame, duration: number): () => void {
  const editor = useEditor();
  const { setViewport } = useReactFlow();
  const flow = useStoreApi();
  return useCallback(() => {
    const { domNode } = flow.getState();
    const what = outline(editor);
    if (domNode && what)
      void setViewport(frame(measureRoom(domNode), what), { duration: glideFor(duration) });
  }, [editor, flow, setViewport, frame, duration]);
}

const showAll: Frame = (areas, { bounds }) => fitInto(bounds, areas, FIT_LIMITS);
const open: Frame = (areas, { bounds, start }) => openInto(bounds, areas, { start, readable: READABLE_ZOOM });

/** Shows the whole graph beside the panels that float over the canvas. */
export function useFitView(): () => void {
  return useFrame(showAll, GLIDE_MS);
}

/** Shows a graph that was just opened: all of it, or of a large one the beginning. */
export function useOpeningView(): () => void {
  return useFrame(open, 0);
}

function moved(view: View, box: Omit<Box, 'id'>, areas: readonly Area[]): View {
  const left = box.x * view.zoom + view.x;
  const top = box.y * view.zoom + view.y;
  const right = left + box.width * view.zoom;
  const way = moveInto({ left, top, right, bottom: top + box.height * view.zoom }, areas);
  return { ...view, x: view.x + way.x, y: view.y + way.y };
}

/** Moves the canvas just enough that this box of the graph is under no panel. `minZoom`: it is drawn no smaller. */
export function useReveal(): (box: Omit<Box, 'id'>, minZoom?: number) => void {
  const { getViewport, setViewport } = useReactFlow();
  const flow = useStoreApi();
  return useCallback(
    (box, minZoom = 0) => {
      const { domNode } = flow.getState();
      if (!domNode) return;
      const view = getViewport();
      const areas = measureRoom(domNode);
      const around = grown(box);
      void setViewport(
        view.zoom < minZoom
          ? fitInto(around, areas, { minZoom, maxZoom: minZoom })
          : moved(view, around, areas),
        { duration: glideFor(GLIDE_MS) },
      );
    },
    [flow, getViewport, setViewport],
  );
}
