/** Adding a node for a purpose: where it goes and which edges come with it, as one undo step. */
import type { DraftEdit } from '@/core/draft/edit';
import type { Graph, GraphEdge, GraphNode } from '@/core/graph/graph';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { newNode } from '@/core/node-kit/new-node';
import { inputPorts, outputPorts, portKind } from '@/core/node-kit/ports';
import { findFreePlace, NODE_WIDTH, placeAfter } from '@/components/canvas/node-geometry';
import type { Editor } from './editor-context';
import type { PaletteTarget, Point } from './interaction-store';

const GAP = 88;

interface Plan {
  node: GraphNode;
  edit: DraftEdit;
}

export interface AddNodeInput {
  graph: Graph;
  definition: NodeDefinition;
  target: PaletteTarget;
  /** Used when the target names no place. */
  fallback: Point;
  newId(prefix: string): string;
  portsOf(node: GraphNode): readonly { name: string }[];
}

function firstItemsPort(ports: readonly { name: string; kind?: string }[]): string | null {
  return ports.find((port) => (port.kind ?? 'items') === 'items')?.name ?? null;
}

function wishedPlace({ graph, target, fallback, portsOf }: AddNodeInput): Point {
  if (target.kind === 'at') return target.position;
  if (target.kind === 'after') {
    if (target.position) return target.position;
    const source = graph.nodes.find((node) => node.id === target.nodeId);
    if (!source) return fallback;
    const ports = portsOf(source);
    return placeAfter(
      source.position,
      ports.findIndex((port) => port.name === target.port),
      ports.length,
    );
  }
  if (target.kind === 'between') {
    const edge = graph.edges.find((candidate) => candidate.id === target.edgeId);
    const source = graph.nodes.find((node) => node.id === edge?.source);
    const end = graph.nodes.find((node) => node.id === edge?.target);
    if (source && end) return { x: source.position.x + NODE_WIDTH + GAP, y: end.position.y };
  }
  return fallback;
}

/** Nodes from `from` on that must move right so that a node fits before them. */
function makeRoom(graph: Graph, target: GraphNode, place: Point): DraftEdit[] {
  const needed = place.x + NODE_WIDTH + GAP - target.position.x;
  if (needed <= 0) return [];
  const moved = graph.nodes.filter((node) => node.position.x >= target.position.x);
  const positions = Object.fromEntries(
    moved.map((node) => [node.id, { x: node.position.x + needed, y: node.position.y }]),
  );
  return [{ kind: 'move-nodes', positions }];
}

function edgesFor(input: AddNodeInput, node: GraphNode): DraftEdit[] {
  const { definition, target, graph, newId } = input;
  const input0 = firstItemsPort(inputPorts(definition));
  const output0 = firstItemsPort(outputPorts(definition, node));
  const connect = (edge: Omit<GraphEdge, 'id'>): DraftEdit => ({
    kind: 'connect',
    edge: { id: newId('e'), ...edge },
  });
  if (target.kind === 'after' && input0) {
    return [connect({ source: target.nodeId, sourcePort: target.port, target: node.id, targetPort: input0 })];
  }
  const edge =
    target.kind === 'between' ? graph.edges.find((candidate) => candidate.id === target.edgeId) : undefined;
  const end = edge ? graph.nodes.find((candidate) => candidate.id === edge.target) : undefined;
  if (!edge || !end || !input0) return [];
  const before = connect({
    source: edge.source,
    sourcePort: edge.sourcePort,
    target: node.id,
    targetPort: input0,
  });
  if (!output0) return [before];
  return [
    ...makeRoom(graph, end, node.position),
    { kind: 'disconnect', edgeIds: [edge.id] },
    before,
    connect({ source: node.id, sourcePort: output0, target: edge.target, targetPort: edge.targetPort }),
  ];
}

/** The node and the one edit that adds it with its edges. */
export function planAddNode(input: AddNodeInput): Plan {
  const { graph, definition, target, newId } = input;
  const wished = wishedPlace(input);
  const exact = target.kind === 'at' || target.kind === 'between';
  const place = exact
    ? wished
    : findFreePlace(
        wished,
        graph.nodes.map((node) => node.position),
      );
  const node = newNode(definition, place, {
    id: newId(definition.type.slice(0, 24)),
    takenNames: graph.nodes.map((taken) => taken.name),
  });
  return { node, edit: { kind: 'batch', edits: [{ kind: 'add-node', node }, ...edgesFor(input, node)] } };
}

/** Adds a node to the draft, selects it and opens its inspector. Null when the draft refused. */
export function addNode(
  editor: Editor,
  type: string,
  place: { target: PaletteTarget; fallback: Point },
): string | null {
  const definition = editor.catalog.find(type);
  if (!definition) return null;
  const { node, edit } = planAddNode({
    graph: editor.document.getState().graph,
    definition,
    ...place,
    newId: editor.newId,
    portsOf: (source) => {
      const known = editor.catalog.find(source.type, source.typeVersion);
      return known ? outputPorts(known, source).filter((port) => portKind(port) === 'items') : [];
    },
  });
  editor.endGesture();
  const outcome = editor.apply(edit);
  editor.endGesture();
  if (!outcome.done) return null;
  const { select, inspect, aimPalette } = editor.interaction.getState();
  select({ nodes: [node.id] });
  inspect(node.id);
  aimPalette({ kind: 'free' });
  return node.id;
}
