'use client';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Background, BackgroundVariant, ReactFlow, SelectionMode } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import '@xyflow/react/dist/style.css';
import { useDocument } from '@/components/editor/editor-context';
import { CanvasAnnouncer, CanvasHint } from './canvas-hint';
import { CanvasEmpty } from './canvas-empty';
import { CanvasToolbar } from './canvas-toolbar';
import { CanvasMenu } from './canvas-menu';
import { Minimap } from './minimap';
import { NodeToolbar } from './node-toolbar';
import { NoteNode } from './note-node';
import { SearchPanel } from './search-panel';
import { SelectionToolbar } from './selection-toolbar';
import { StepEdge } from './step-edge';
import { StepNode } from './step-node';
import type { CanvasEdge, CanvasNode } from './to-flow';
import { useCanvasKeys } from './use-canvas-keys';
import { DetailProvider, DetailWatcher } from './use-detail';
import { useConnect } from './use-connect';
import { useDropAndClick } from './use-drop-and-click';
import { useOpeningView } from './use-fit-view';
import { useFlow } from './use-flow';
import { useFlowHandlers } from './use-flow-handlers';
import { useRevealInspected } from './use-reveal-inspected';
import { WirePanel } from './wire-panel';

const NODE_TYPES = { step: StepNode, note: NoteNode };
const EDGE_TYPES = { step: StepEdge };
// One list for all renders: React Flow tells changes by identity.
const SNAP_GRID: [number, number] = [8, 8];
const MULTI_SELECT_KEYS = ['Meta', 'Control', 'Shift'];
/** Below this many nodes everything is drawn at once, which pans more smoothly than drawing on the way. */
const LARGE_GRAPH = 150;

function useFitOnce(isReady: boolean) {
  const openView = useOpeningView();
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !isReady) return;
    done.current = true;
    requestAnimationFrame(openView);
  }, [isReady, openView]);
}

/** The drawing surface: React Flow as a view of the draft's projection. */
export function Canvas() {
  const { nodes, edges } = useFlow();
  const readOnly = useDocument((state) => state.readOnly);
  const isLoading = useDocument((state) => state.saveState === 'loading');
  const connect = useConnect();
  const drop = useDropAndClick();
  const frame = useRef<HTMLDivElement>(null);
  const handlers = useFlowHandlers(frame);
  useCanvasKeys(frame);
  useFitOnce(nodes.length > 0);
  useRevealInspected();
  return (
    <DetailProvider count={nodes.length}>
      <CanvasFrame frame={frame} drop={drop}>
        <ReactFlow<CanvasNode, CanvasEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          {...handlers}
          {...connect}
          nodesConnectable={!readOnly}
          nodesFocusable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          panOnScroll
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={MULTI_SELECT_KEYS}
          selectNodesOnDrag={false}
          onlyRenderVisibleElements={nodes.length > LARGE_GRAPH}
          minZoom={0.1}
          maxZoom={2}
          snapToGrid
          snapGrid={SNAP_GRID}
          connectionRadius={28}
          attributionPosition="bottom-right"
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--canvas-dot)" />
          <DetailWatcher />
          <Minimap nodes={nodes} />
          <SelectionToolbar />
          <NodeToolbar />
          <CanvasToolbar />
        </ReactFlow>
        {nodes.length === 0 && !readOnly && !isLoading ? <CanvasEmpty /> : null}
        <SearchPanel />
        <WirePanel />
        <CanvasHint />
        <CanvasAnnouncer />
      </CanvasFrame>
    </DetailProvider>
  );
}

/** What takes keys, drops and the menu. One stop for the Tab key: inside, the arrow keys lead from node to node. */
function CanvasFrame({
  frame,
  drop,
  children,
}: {
  frame: RefObject<HTMLDivElement | null>;
  drop: ReturnType<typeof useDropAndClick>;
  children: ReactNode;
}) {
  const t = useTranslations('editor');
  return (
    <CanvasMenu>
      <div
        ref={frame}
        data-testid="canvas"
        role="application"
        tabIndex={0}
        aria-label={t('canvas.label')}
        className="relative size-full bg-canvas outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
        {...drop}
      >
        {children}
      </div>
    </CanvasMenu>
  );
}
