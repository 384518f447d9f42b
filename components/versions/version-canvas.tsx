'use client';
import { createContext, memo, use, useState } from 'react';
import {
  Background,
  BackgroundVariant,
  BaseEdge,
  getBezierPath,
  getSmoothStepPath,
  ReactFlow,
  ReactFlowProvider,
  type EdgeProps,
  type NodeProps,
  type Viewport,
} from '@xyflow/react';
import { useTranslations } from 'next-intl';
import '@xyflow/react/dist/style.css';
import type { Graph } from '@/core/graph/graph';
import { NoteNode } from '@/components/canvas/note-node';
import { StepNode } from '@/components/canvas/step-node';
import type { CanvasEdge, NoteFlowNode, StepFlowNode } from '@/components/canvas/to-flow';
import { useFlow } from '@/components/canvas/use-flow';
import { createViewer, type EditorParts } from '@/components/editor/create-editor';
import { EditorProvider } from '@/components/editor/editor-context';
import { cn } from '@/components/ui/cn';
import { NO_MARKS, type Mark, type Marks } from './change-marks';
import { MARK_LOOK } from './mark-look';

const MarksContext = createContext<Marks>(NO_MARKS);
/** Below this many nodes everything is drawn at once. */
const LARGE_GRAPH = 150;

function MarkBadge({ mark }: { mark: Mark }) {
  const t = useTranslations('versions');
  const { icon: Icon, badge } = MARK_LOOK[mark];
  return (
    <span
      className={cn(
        'pointer-events-none absolute -top-3 left-3 z-10 flex h-5 items-center gap-1 rounded-full border px-1.5 text-[10.5px] font-medium',
        badge,
      )}
    >
      <Icon aria-hidden className="size-3" />
      {t(`marks.${mark}`)}
    </span>
  );
}

const MarkedStep = memo(function MarkedStep(props: NodeProps<StepFlowNode>) {
  const mark = use(MarksContext).nodes.get(props.data.nodeId);
  return (
    <div
      data-mark={mark}
      className={cn(
        'relative rounded-xl',
        props.data.isTrigger && 'rounded-l-[30px]',
        mark && MARK_LOOK[mark].frame,
      )}
    >
      <StepNode {...props} />
      {mark ? <MarkBadge mark={mark} /> : null}
    </div>
  );
});

const MarkedNote = memo(function MarkedNote(props: NodeProps<NoteFlowNode>) {
  const mark = use(MarksContext).notes.get(props.data.noteId);
  return (
    <div data-mark={mark} className={cn('relative size-full rounded-lg', mark && MARK_LOOK[mark].frame)}>
      <NoteNode {...props} />
      {mark ? <MarkBadge mark={mark} /> : null}
    </div>
  );
});

const MarkedEdge = memo(function MarkedEdge(props: EdgeProps<CanvasEdge>) {
  const mark = use(MarksContext).edges.get(props.id);
  const [path] = props.data?.back
    ? getSmoothStepPath({ ...props, borderRadius: 16, offset: 36 })
    : getBezierPath(props);
  return (
    <g data-mark={mark}>
      <BaseEdge
        path={path}
        className={mark ? MARK_LOOK[mark].stroke : '!stroke-border-strong !stroke-[1.75px]'}
      />
    </g>
  );
});

const NODE_TYPES = { step: MarkedStep, note: MarkedNote };
const EDGE_TYPES = { step: MarkedEdge };

interface VersionCanvasProps {
  /** What the canvas shows, for those who do not see it. */
  label: string;
  testId: string;
  graph: Graph;
  marks: Marks;
  viewport: Viewport;
  onViewportChange(viewport: Viewport): void;
  onPickNode?(nodeId: string): void;
}

function Drawing({
  label,
  testId,
  viewport,
  onViewportChange,
  onPickNode,
}: Omit<VersionCanvasProps, 'graph' | 'marks'>) {
  const { nodes, edges } = useFlow();
  return (
    <div data-testid={testId} role="group" aria-label={label} className="size-full bg-canvas">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        viewport={viewport}
        onViewportChange={onViewportChange}
        onNodeClick={(_event, node) => {
          if (node.type === 'step') onPickNode?.(node.data.nodeId);
        }}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        panOnScroll
        onlyRenderVisibleElements={nodes.length > LARGE_GRAPH}
        minZoom={0.1}
        maxZoom={2}
        attributionPosition="bottom-right"
        className="[--xy-attribution-background-color:transparent] [&_.react-flow\_\_attribution_a]:!text-faint"
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--canvas-dot)" />
      </ReactFlow>
    </div>
  );
}

/**
 * A graph to look at, with what changed marked on it. The viewport is the caller's, so two can move as one. It holds the
 * graph it was made with: give another graph another key.
 */
export function VersionCanvas({
  parts,
  graph,
  marks,
  ...drawing
}: VersionCanvasProps & { parts: EditorParts }) {
  const [editor] = useState(() => createViewer(parts, graph, null));
  return (
    <EditorProvider editor={editor}>
      <MarksContext value={marks}>
        <ReactFlowProvider>
          <Drawing {...drawing} />
        </ReactFlowProvider>
      </MarksContext>
    </EditorProvider>
  );
}
