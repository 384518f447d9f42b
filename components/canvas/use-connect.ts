'use client';
import { useCallback, useMemo } from 'react';
import {
  useReactFlow,
  type Connection,
  type FinalConnectionState,
  type IsValidConnection,
} from '@xyflow/react';
import { edgeToMake } from '@/core/graph/new-edge';
import { inputPorts } from '@/core/node-kit/ports';
import { useEditor, type Editor } from '@/components/editor/editor-context';
import { openPalette } from '@/components/palette/open-palette';
import type { CanvasEdge } from './to-flow';

const HINT_MS = 4000;

function ends(connection: Connection | CanvasEdge) {
  return {
    source: connection.source,
    sourcePort: connection.sourceHandle ?? 'main',
    target: connection.target,
    targetPort: connection.targetHandle ?? 'main',
  };
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}

/** Says beside the pointer, and to screen readers, why something did not happen. */
export function explain(editor: Editor, text: string, at: { x: number; y: number }): void {
  const { showHint, announce } = editor.interaction.getState();
  const hint = { text, ...at };
  showHint(hint);
  announce(text);
  window.setTimeout(() => {
    if (editor.interaction.getState().hint === hint) showHint(null);
  }, HINT_MS);
}

function connect(editor: Editor, connection: Connection, at: { x: number; y: number }): void {
  const drawn = ends(connection);
  const { limit, refusal } = edgeToMake(editor.document.getState().graph, editor.catalog, drawn);
  if (refusal) {
    explain(editor, editor.texts.problem(refusal).message, at);
    return;
  }
  editor.endGesture();
  const outcome = editor.apply({ kind: 'connect', edge: { id: editor.newId('e'), ...drawn, ...limit } });
  if (!outcome.done) explain(editor, outcome.problem.message, at);
}

/** The node under the pointer, where an edge was let go on its body and not on a port. */
function nodeUnder(at: { x: number; y: number }): string | null {
  const element = document.elementFromPoint(at.x, at.y)?.closest('.react-flow__node');
  return element?.getAttribute('data-id') ?? null;
}

function finish(
  editor: Editor,
  state: FinalConnectionState,
  drop: { at: { x: number; y: number }; flow: { x: number; y: number } },
) {
  const { fromNode, fromHandle, toHandle } = state;
  if (!fromNode || !fromHandle || toHandle) {
    if (fromNode && fromHandle && toHandle && state.isValid === false) explainRefused(editor, state, drop.at);
    return;
  }
  const over = nodeUnder(drop.at);
  const fromOutput = fromHandle.type === 'source';
  if (over && over !== fromNode.id && fromOutput) {
    const { graph } = editor.document.getState();
    const node = graph.nodes.find((candidate) => candidate.id === over);
    const definition = node && editor.catalog.find(node.type, node.typeVersion);
    const ports = definition ? inputPorts(definition, node) : [];
    const taken = (name: string) => graph.edges.some((e) => e.target === over && e.targetPort === name);
    const port = (ports.find(({ name }) => !taken(name)) ?? ports[0])?.name;
    connect(
      editor,
      {
        source: fromNode.id,
        sourceHandle: fromHandle.id ?? 'main',
        target: over,
        targetHandle: port ?? 'main',
      },
      drop.at,
    );
  } else if (!over && fromOutput) {
    const position = { x: Math.round(drop.flow.x), y: Math.round(drop.flow.y - 30) };
    openPalette(editor, { kind: 'after', nodeId: fromNode.id, port: fromHandle.id ?? 'main', position });
  }
}

function explainRefused(editor: Editor, state: FinalConnectionState, at: { x: number; y: number }) {
  const { fromHandle, toHandle } = state;
  if (!fromHandle || !toHandle || fromHandle.nodeId === undefined) return;
  const [source, target] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle];
  connect(
    editor,
    {
      source: source.nodeId,
      sourceHandle: source.id ?? 'main',
      target: target.nodeId,
      targetHandle: target.id ?? 'main',
    },
    at,
  );
}

/** Drawing edges: allowed or refused with the reason, or let go in empty space to add the next node there. */
export function useConnect() {
  const editor = useEditor();
  const { screenToFlowPosition } = useReactFlow();

  const isValidConnection = useCallback<IsValidConnection<CanvasEdge>>(
    (connection) =>
      edgeToMake(editor.document.getState().graph, editor.catalog, ends(connection)).refusal === null,
    [editor],
  );
  const onConnect = useCallback(
    (connection: Connection) => connect(editor, connection, { x: window.innerWidth / 2, y: 120 }),
    [editor],
  );
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const at = pointOf(event);
      finish(editor, state, { at, flow: screenToFlowPosition(at) });
    },
    [editor, screenToFlowPosition],
  );
  return useMemo(
    () => ({ isValidConnection, onConnect, onConnectEnd }),
    [isValidConnection, onConnect, onConnectEnd],
  );
}
