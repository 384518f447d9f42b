'use client';
import { useCallback, useEffect, useRef, type PointerEvent } from 'react';
import { Panel, useReactFlow, useStore, type ReactFlowState } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { usePanels } from '@/components/editor/editor-context';
import { boundsOf } from './arrange';
import type { CanvasNode } from './to-flow';

const WIDTH = 176;
const HEIGHT = 112;
const MARGIN = 8;
/** Below this many nodes everything is in view anyway. */
const USEFUL_FROM = 8;

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Scale {
  factor: number;
  left: number;
  top: number;
}

const selectView = (state: ReactFlowState) => {
  const [x, y, zoom] = state.transform;
  return `${-x / zoom} ${-y / zoom} ${state.width / zoom} ${state.height / zoom}`;
};

function viewRect(text: string): Rect {
  const [x = 0, y = 0, width = 0, height = 0] = text.split(' ').map(Number);
  return { x, y, width, height };
}

function boxOf(node: CanvasNode): Rect {
  return { ...node.position, width: node.width ?? 0, height: node.height ?? 0 };
}

/** How the graph and what is in view fit into the picture. */
function scaleFor(boxes: readonly Rect[], view: Rect): Scale {
  const whole = boundsOf([...boxes, view]) ?? view;
  const factor = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(1, whole.width),
    (HEIGHT - 2 * MARGIN) / Math.max(1, whole.height),
  );
  return {
    factor,
    left: whole.x - (WIDTH / factor - whole.width) / 2,
    top: whole.y - (HEIGHT / factor - whole.height) / 2,
  };
}

function draw(canvas: HTMLCanvasElement, nodes: readonly CanvasNode[], view: Rect): Scale {
  const scale = scaleFor(nodes.map(boxOf), view);
  const pen = canvas.getContext('2d');
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== WIDTH * ratio) {
    canvas.width = WIDTH * ratio;
    canvas.height = HEIGHT * ratio;
  }
  if (!pen) return scale;
  const style = getComputedStyle(canvas);
  const { factor, left, top } = scale;
  pen.setTransform(ratio * factor, 0, 0, ratio * factor, -left * ratio * factor, -top * ratio * factor);
  pen.clearRect(left, top, WIDTH / factor, HEIGHT / factor);
  const colours = new Map<string, string>();
  const colour = (name: string) => {
    const known = colours.get(name);
    if (known !== undefined) return known;
    const value = style.getPropertyValue(name);
    colours.set(name, value);
    return value;
  };
  for (const node of nodes) {
    const { x, y, width, height } = boxOf(node);
    pen.fillStyle =
      node.type === 'note'
        ? colour('--note-border')
        : colour(node.selected ? '--accent' : `--family-${node.data.family}`);
    pen.fillRect(x, y, width, height);
  }
  pen.strokeStyle = colour('--accent');
  pen.lineWidth = 1.5 / factor;
  pen.strokeRect(view.x, view.y, view.width, view.height);
  return scale;
}

/** The whole graph in one small picture, by the colours of the families. Dragging in it moves the view. */
export function Minimap({ nodes }: { nodes: readonly CanvasNode[] }) {
  const isOpen = usePanels((state) => state.minimapOpen);
  return isOpen && nodes.length > USEFUL_FROM ? <MinimapPicture nodes={nodes} /> : null;
}

function MinimapPicture({ nodes }: { nodes: readonly CanvasNode[] }) {
  const t = useTranslations('editor');
  const { resolvedTheme } = useTheme();
  const { setCenter, getZoom } = useReactFlow();
  const view = useStore(selectView);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useRef<Scale | null>(null);
  // While it is dragged in, the picture keeps its scale: the point under the pointer must not run away.
  const held = useRef<Scale | null>(null);

  // A picture is drawn outside React; once for each frame, however often something moved in it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (canvas.current) scale.current = draw(canvas.current, nodes, viewRect(view));
    });
    return () => cancelAnimationFrame(frame);
  }, [nodes, view, resolvedTheme]);

  const goTo = useCallback(
    (event: PointerEvent<HTMLCanvasElement>) => {
      const at = held.current;
      if (!at) return;
      const rect = event.currentTarget.getBoundingClientRect();
      const x = at.left + (event.clientX - rect.left) / at.factor;
      const y = at.top + (event.clientY - rect.top) / at.factor;
      void setCenter(x, y, { zoom: getZoom() });
    },
    [setCenter, getZoom],
  );
  return (
    <Panel
      position="bottom-right"
      data-floats
      className="!mr-3 !mb-14 overflow-hidden rounded-lg border border-border bg-surface/90 shadow-card"
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('view.minimap')}
        data-testid="canvas.minimap"
        className="block cursor-grab touch-none active:cursor-grabbing"
        style={{ width: WIDTH, height: HEIGHT }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = scale.current;
          goTo(event);
        }}
        onPointerMove={goTo}
        onPointerUp={() => (held.current = null)}
        onPointerCancel={() => (held.current = null)}
      />
    </Panel>
  );
}
