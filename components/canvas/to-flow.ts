/**
 * The one adapter between the graph and React Flow. What did not change keeps its identity, so an edit in one node
 * makes React draw one node. Sizes and ports are computed here; React Flow measures nothing.
 */
import { Position, type Edge, type Node, type NodeHandle } from '@xyflow/react';
import type { Graph, GraphEdge, GraphNode, GraphNote } from '@/core/graph/graph';
import type { Problem } from '@/core/errors/problem';
import type { Catalog, NodeDefinition, NodeFamily, Port } from '@/core/node-kit/definition';
import { inputPorts, outputPorts } from '@/core/node-kit/ports';
import type { Point, Selection } from '@/components/editor/interaction-store';
import { noteFlowId } from './flow-ids';
import { nodeSize, portPlaces, PORT_SIZE, type PortLists } from './node-geometry';
import { summariseParameters } from './node-summary';

export type StepData = {
  nodeId: string;
  name: string;
  type: string;
  typeName: string;
  family: NodeFamily;
  /** False for a type or version the catalog does not know. */
  known: boolean;
  isTrigger: boolean;
  subtitle: string;
  inputs: readonly Port[];
  outputs: readonly Port[];
  /** Output ports with no edge yet: these carry a + button. */
  freeOutputs: readonly string[];
  disabled: boolean;
  problems: readonly { severity: Problem['severity']; message: string }[];
};
export type NoteData = { noteId: string; text: string };
export type EdgeData = {
  sourcePort: string;
  /** It is drawn from right to left. */
  back: boolean;
  /** It says how often it may lead back at most, or would have to. */
  leadsBack: boolean;
  limit: number | null;
};

export type StepFlowNode = Node<StepData, 'step'>;
export type NoteFlowNode = Node<NoteData, 'note'>;
export type CanvasNode = StepFlowNode | NoteFlowNode;
export type CanvasEdge = Edge<EdgeData, 'step'>;

export interface FlowInput {
  graph: Graph;
  catalog: Catalog;
  problems: ReadonlyMap<string, readonly Problem[]>;
  selection: Selection;
  drag: Readonly<Record<string, Point>> | null;
  readOnly: boolean;
}

export interface Flow {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
}

const NO_PROBLEMS: readonly Problem[] = [];
/** By script and by pointer, not by Tab: a graph of a thousand nodes would be a thousand stops. */
const FOCUSABLE = { tabIndex: -1 } as const;

function flowHandles(ports: PortLists): NodeHandle[] {
  return portPlaces(ports).map((place) => ({
    id: place.name,
    type: place.side === 'in' ? 'target' : 'source',
    position: place.side === 'in' ? Position.Left : Position.Right,
    x: place.x,
    y: place.y,
    width: PORT_SIZE,
    height: PORT_SIZE,
  }));
}

function usedPorts(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const edge of graph.edges) {
    const ports = used.get(edge.source);
    if (ports) ports.add(edge.sourcePort);
    else used.set(edge.source, new Set([edge.sourcePort]));
  }
  return used;
}

/** Ports an unknown node type seems to have, so that its edges can still be drawn. */
function guessedPorts(graph: Graph, nodeId: string): PortLists {
  const names = (list: readonly string[]) => [...new Set(list)].map((name) => ({ name, label: name }));
  return {
    inputs: names(graph.edges.filter((edge) => edge.target === nodeId).map((edge) => edge.targetPort)),
    outputs: names(graph.edges.filter((edge) => edge.source === nodeId).map((edge) => edge.sourcePort)),
  };
}

function stepData(
  node: GraphNode,
  definition: NodeDefinition | undefined,
  context: { ports: PortLists; used: ReadonlySet<string> | undefined; problems: readonly Problem[] },
): StepData {
  const { ports, used, problems } = context;
  return {
    nodeId: node.id,
    name: node.name,
    type: node.type,
    typeName: definition?.name ?? node.type,
    family: definition?.family ?? 'app',
    known: definition !== undefined,
    isTrigger: definition?.trigger !== undefined,
    subtitle: definition ? summariseParameters(definition, node.parameters) || definition.summary : node.type,
    inputs: ports.inputs,
    outputs: ports.outputs,
    freeOutputs: ports.outputs.filter((port) => !used?.has(port.name)).map((port) => port.name),
    disabled: node.settings.disabled,
    problems: problems.map(({ severity, message }) => ({ severity, message })),
  };
}

interface Cached<F> {
  key: readonly unknown[];
  text: string;
  flow: F;
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Keeps the last list when every entry is the same. */
function stableList<T>(before: T[], after: T[]): T[] {
  return sameList(before, after) ? before : after;
}

interface Caches {
  input: FlowInput;
  selected: { nodes: ReadonlySet<string>; notes: ReadonlySet<string>; edges: ReadonlySet<string> };
  steps: Map<string, Cached<StepFlowNode>>;
  notes: Map<string, Cached<NoteFlowNode>>;
  edges: Map<string, Cached<CanvasEdge>>;
}

function stepNode(caches: Caches, node: GraphNode, used: ReadonlySet<string> | undefined): StepFlowNode {
  const { input } = caches;
  const definition = input.catalog.find(node.type, node.typeVersion);
  const problems = input.problems.get(node.id) ?? NO_PROBLEMS;
  const selected = caches.selected.nodes.has(node.id);
  const position = input.drag?.[node.id] ?? node.position;
  const free = used ? [...used].sort().join('\n') : '';
  const key = [node, definition, problems, selected, position.x, position.y, free, input.readOnly];
  const cached = caches.steps.get(node.id);
  if (cached && sameList(cached.key, key)) return cached.flow;
  const ports: PortLists = definition
    ? { inputs: inputPorts(definition, node), outputs: outputPorts(definition, node) }
    : guessedPorts(input.graph, node.id);
  const data = stepData(node, definition, { ports, used, problems });
  const text = JSON.stringify(data);
  const { width, height } = nodeSize(ports);
  const flow: StepFlowNode = {
    id: node.id,
    type: 'step',
    position,
    selected,
    data: cached?.text === text ? cached.flow.data : data,
    width,
    height,
    measured: { width, height },
    handles: flowHandles(ports),
    draggable: !input.readOnly,
    connectable: !input.readOnly,
    deletable: false,
    ariaRole: 'group',
    domAttributes: FOCUSABLE,
    ariaLabel: `${data.name}, ${data.typeName}`,
  };
  const reused = cached && cached.text === text && sameFlow(cached.flow, flow) ? cached.flow : flow;
  caches.steps.set(node.id, { key, text, flow: reused });
  return reused;
}

function sameFlow(a: StepFlowNode, b: StepFlowNode): boolean {
  return (
    a.selected === b.selected &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.draggable === b.draggable
  );
}

function noteNode(caches: Caches, note: GraphNote): NoteFlowNode {
  const { input } = caches;
  const id = noteFlowId(note.id);
  const selected = caches.selected.notes.has(note.id);
  const position = input.drag?.[id] ?? note.position;
  const key = [note, selected, position.x, position.y, input.readOnly];
  const cached = caches.notes.get(id);
  if (cached && sameList(cached.key, key)) return cached.flow;
  const flow: NoteFlowNode = {
    id,
    type: 'note',
    position,
    selected,
    data: { noteId: note.id, text: note.text },
    width: note.size.width,
    height: note.size.height,
    measured: { ...note.size },
    zIndex: -1,
    draggable: !input.readOnly,
    connectable: false,
    deletable: false,
  };
  caches.notes.set(id, { key, text: '', flow });
  return flow;
}

function flowEdge(caches: Caches, edge: GraphEdge, positions: ReadonlyMap<string, Point>): CanvasEdge {
  const { input } = caches;
  const selected = caches.selected.edges.has(edge.id);
  const back = (positions.get(edge.source)?.x ?? 0) > (positions.get(edge.target)?.x ?? 0);
  const limit = edge.maxIterations ?? null;
  const problems = input.problems.get(edge.source) ?? NO_PROBLEMS;
  const isEndless = problems.some(({ code, params }) => code === 'graph.cycle' && params?.edge === edge.id);
  const leadsBack = limit !== null || isEndless;
  const key = [edge, selected, back, leadsBack, input.readOnly];
  const cached = caches.edges.get(edge.id);
  if (cached && sameList(cached.key, key)) return cached.flow;
  const flow: CanvasEdge = {
    id: edge.id,
    type: 'step',
    source: edge.source,
    sourceHandle: edge.sourcePort,
    target: edge.target,
    targetHandle: edge.targetPort,
    selected,
    deletable: false,
    data: { sourcePort: edge.sourcePort, back, leadsBack, limit },
  };
  caches.edges.set(edge.id, { key, text: '', flow });
  return flow;
}

/** Makes an adapter with a memory of its own: one for each canvas. */
export function createFlowAdapter(): (input: FlowInput) => Flow {
  const memory = { steps: new Map(), notes: new Map(), edges: new Map() };
  let last: Flow = { nodes: [], edges: [] };
  return (input) => {
    const { nodes: chosen, notes, edges: chosenEdges } = input.selection;
    const selected = { nodes: new Set(chosen), notes: new Set(notes), edges: new Set(chosenEdges) };
    const caches: Caches = { input, selected, ...memory };
    const used = usedPorts(input.graph);
    const positions = new Map(input.graph.nodes.map((node) => [node.id, node.position]));
    const nodes: CanvasNode[] = [
      ...input.graph.notes.map((note) => noteNode(caches, note)),
      ...input.graph.nodes.map((node) => stepNode(caches, node, used.get(node.id))),
    ];
    const edges = input.graph.edges.map((edge) => flowEdge(caches, edge, positions));
    last = { nodes: stableList(last.nodes, nodes), edges: stableList(last.edges, edges) };
    return last;
  };
}
