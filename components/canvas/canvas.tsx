'use client';
import { useCallback, useEffect, useRef, type DragEvent, type MouseEvent } from 'react';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react';
import { useTranslations } from 'next-intl';
import '@xyflow/react/dist/style.css';
import { addNode } from '@/components/editor/add-node';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { NODE_TYPE_MIME } from '@/components/palette/node-type-drag';
import { openPalette } from '@/components/palette/open-palette';
import { applyEdgeChanges, applyNodeChanges, commitDrag } from './canvas-changes';
import { CanvasAnnouncer, CanvasHint } from './canvas-hint';
import { CanvasEmpty } from './canvas-empty';
import { CanvasToolbar } from './canvas-toolbar';
import { familyColour } from './family-look';
import { HEADER_HEIGHT, NODE_WIDTH } from './node-geometry';
import { NoteNode } from './note-node';
import { StepEdge } from './step-edge';
import { StepNode } from './step-node';
import { noteIdOf, type CanvasEdge, type CanvasNode } from './to-flow';
import { useCanvasKeys } from './use-canvas-keys';
import { useConnect } from './use-connect';
import { useFitView } from './use-fit-view';
import { useFlow } from './use-flow';
import { useRevealInspected } from './use-reveal-inspected';

const NODE_TYPES = { step: StepNode, note: NoteNode };
const EDGE_TYPES = { step: StepEdge };
const MULTI_SELECT_KEYS = ['Meta', 'Control', 'Shift'];
/** Below this many nodes everything is drawn at once, which pans more smoothly than drawing on the way. */
const LARGE_GRAPH = 150;

function useDropAndClick() {
  const editor = useEditor();
  const { screenToFlowPosition } = useReactFlow();
  const placeAt = useCallback(
    (event: { clientX: number; clientY: number }) => {
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      return { x: Math.round(x - NODE_WIDTH / 2), y: Math.round(y - HEADER_HEIGHT / 2) };
    },
    [screenToFlowPosition],
  );
  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes(NODE_TYPE_MIME)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, []);
  const onDrop = useCallback(
    (event: DragEvent) => {
      const type = event.dataTransfer.getData(NODE_TYPE_MIME);
      if (!type || editor.document.getState().readOnly) return;
      event.preventDefault();
      const edge = document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__edge');
      const edgeId = edge?.getAttribute('data-id');
      const position = placeAt(event);
      addNode(editor, type, {
        target: edgeId ? { kind: 'between', edgeId } : { kind: 'at', position },
        fallback: position,
      });
    },
    [editor, placeAt],
  );
  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
      openPalette(editor, { kind: 'at', position: placeAt(event) });
    },
    [editor, placeAt],
  );
  return { onDragOver, onDrop, onDoubleClick };
}

function useFitOnce(isReady: boolean) {
  const fitView = useFitView();
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !isReady) return;
    done.current = true;
    requestAnimationFrame(fitView);
  }, [isReady, fitView]);
}

function minimapColour(node: CanvasNode): string {
  return node.type === 'note' ? 'var(--note-border)' : familyColour(node.data.family);
}

/** The drawing surface: React Flow as a view of the draft's projection. */
export function Canvas() {
  const t = useTranslations('editor');
  const editor = useEditor();
  const { nodes, edges } = useFlow();
  const readOnly = useDocument((state) => state.readOnly);
  const isLoading = useDocument((state) => state.saveState === 'loading');
  const connect = useConnect();
  const onKeyDown = useCanvasKeys();
  const { onDragOver, onDrop, onDoubleClick } = useDropAndClick();
  const frame = useRef<HTMLDivElement>(null);
  useFitOnce(nodes.length > 0);
  useRevealInspected(frame);
  const endDrag = useCallback(() => commitDrag(editor), [editor]);
  return (
    <div
      ref={frame}
      data-testid="canvas"
      role="application"
      tabIndex={0}
      aria-label={t('canvas.label')}
      className="relative size-full bg-canvas outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
      onKeyDown={onKeyDown}
      onDoubleClick={onDoubleClick}
      onDragOver={onDragOver}
      onDrop={onDrop}
    >
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={(changes) => applyNodeChanges(editor, changes)}
        onEdgesChange={(changes) => applyEdgeChanges(editor, changes)}
        onNodeDragStop={endDrag}
        onSelectionDragStop={endDrag}
        onNodeClick={(event, node) => {
          if (noteIdOf(node.id) === null && !event.shiftKey && !event.metaKey && !event.ctrlKey) {
            editor.interaction.getState().inspect(node.id);
          }
        }}
        onPaneClick={() => {
          frame.current?.focus({ preventScroll: true });
          editor.interaction.getState().inspect(null);
        }}
        {...connect}
        nodesConnectable={!readOnly}
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
        snapGrid={[8, 8]}
        connectionRadius={28}
        attributionPosition="bottom-center"
        className="[&_.react-flow__attribution]:!bg-transparent [&_.react-flow__attribution_a]:!text-faint"
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--canvas-dot)" />
        {nodes.length > 8 ? (
          <MiniMap
            pannable
            zoomable
            ariaLabel={t('view.minimap')}
            nodeColor={minimapColour}
            nodeBorderRadius={12}
            maskColor="color-mix(in oklab, var(--canvas) 70%, transparent)"
            className="!bottom-12 overflow-hidden !rounded-lg !border !border-border !bg-surface shadow-card"
            style={{ width: 168, height: 104 }}
          />
        ) : null}
        <CanvasToolbar />
      </ReactFlow>
      {nodes.length === 0 && !readOnly && !isLoading ? <CanvasEmpty /> : null}
      <CanvasHint />
      <CanvasAnnouncer />
    </div>
  );
}
