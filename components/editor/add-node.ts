/** Adding a node for a purpose: where it goes and which edges come with it, as one undo step. */
import type { DraftEdit } from '@/core/draft/edit';
import type { Graph, GraphNode } from '@/core/graph/graph';
import type { NodeDefinition } from '@/core/node-kit/definition';
import { newNode } from '@/core/node-kit/new-node';
import { inputPorts, outputPorts, portKind } from '@/core/node-kit/ports';
import { focusCanvas } from '@/components/canvas/focus-node';
import {
  findFreePlace,
  HEADER_HEIGHT,
  NODE_WIDTH,
  nodeSize,
  placeAfter,
} from '@/components/canvas/node-geometry';
import type { Editor } from './editor-context';
import { firstItemsPort, insertEdits, NODE_GAP } from './insert-on-edge';
import type { PaletteTarget, Point } from './interaction-store';

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
    if (target.position) return target.position;
    const edge = graph.edges.find((candidate) => candidate.id === target.edgeId);
    const source = graph.nodes.find((node) => node.id === edge?.source);
    const end = graph.nodes.find((node) => node.id === edge?.target);
    if (source && end) return { x: source.position.x + NODE_WIDTH + NODE_GAP, y: end.position.y };
  }
  return fallback;
}

function edgesFor(input: AddNodeInput, node: GraphNode): DraftEdit[] {
  const { definition, target, graph, newId } = input;
  if (target.kind === 'between') {
    const place = node.position;
    const makesRoom = target.position === undefined;
    return insertEdits({ graph, edgeId: target.edgeId, node, definition, place, makesRoom, newId });
  }
  const port = firstItemsPort(inputPorts(definition, node));
  if (target.kind !== 'after' || port === null) return [];
  const edge = {
    id: newId('e'),
    source: target.nodeId,
    sourcePort: target.port,
    target: node.id,
    targetPort: port,
  };
  return [{ kind: 'connect', edge }];
}

/** Where nodes stand; one with several ports is higher than its header and takes a place for each part. */
function takenPlaces({ graph, portsOf }: AddNodeInput): Point[] {
  return graph.nodes.flatMap((node) => {
    const outputs = portsOf(node).map(({ name }) => ({ name, label: name }));
    const rest = nodeSize({ inputs: [], outputs }).height - HEADER_HEIGHT;
    const { x, y } = node.position;
    const parts = Math.ceil(rest / HEADER_HEIGHT);
    const below = Array.from({ length: parts }, (_, part) => Math.min(rest, (part + 1) * HEADER_HEIGHT));
    return [0, ...below].map((down) => ({ x, y: y + down }));
  });
}

/** The node and the one edit that adds it with its edges. */
export function planAddNode(input: AddNodeInput): Plan {
  const { graph, definition, target, newId } = input;
  const wished = wishedPlace(input);
  const exact = target.kind === 'at' || target.kind === 'between';
  const place = exact ? wished : findFreePlace(wished, takenPlaces(input));
  const node = newNode(definition, place, {
    id: newId(definition.type.slice(0, 24)),
    takenNames: graph.nodes.map((taken) => taken.name),
  });
  return { node, edit: { kind: 'batch', edits: [{ kind: 'add-node', node }, ...edgesFor(input, node)] } };
}

/** Adds a node to the draft, selects it, opens its inspector and puts the keyboard on it. Null when the draft refused. */
export function addNode(
  editor: Editor,
  type: string,
  place: { target: PaletteTarget; fallback: Point },
): GraphNode | null {
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
  focusCanvas(node.id);
  return node;
}
