/** Putting a node on an edge: the old edge goes, two new ones come, what follows makes room. Pure. */
import type { DraftEdit } from '@/core/draft/edit';
import type { Graph, GraphEdge, GraphNode } from '@/core/graph/graph';
import type { NodeDefinition, Port } from '@/core/node-kit/definition';
import { inputPorts, outputPorts, portKind } from '@/core/node-kit/ports';
import { NODE_WIDTH } from '@/components/canvas/node-geometry';
import type { Point } from './interaction-store';

/** Room left between two nodes of a row. */
export const NODE_GAP = 88;

/** The name of the first port that items go through. */
export function firstItemsPort(ports: readonly Port[]): string | null {
  return ports.find((port) => portKind(port) === 'items')?.name ?? null;
}

/** Nodes from `end` on that must move right so that a node at `place` fits before them. */
function makeRoom(graph: Graph, end: GraphNode, inserted: { id: string; place: Point }): DraftEdit[] {
  const needed = inserted.place.x + NODE_WIDTH + NODE_GAP - end.position.x;
  if (needed <= 0) return [];
  const moved = graph.nodes.filter((node) => node.id !== inserted.id && node.position.x >= end.position.x);
  const positions = Object.fromEntries(
    moved.map((node) => [node.id, { x: node.position.x + needed, y: node.position.y }]),
  );
  return [{ kind: 'move-nodes', positions }];
}

export interface InsertInput {
  graph: Graph;
  edgeId: string;
  node: GraphNode;
  definition: NodeDefinition;
  /** Where the node will stand. */
  place: Point;
  /** False when the person said where things go: nothing else moves. */
  makesRoom: boolean;
  newId(prefix: string): string;
}

/**
 * The edits that put a node (there already, or added just before) on an edge. Empty when it has no way in; with a way in
 * but none out it hangs on the edge's source, and the edge stays.
 */
export function insertEdits(input: InsertInput): DraftEdit[] {
  const { graph, edgeId, node, definition, place, newId } = input;
  const edge = graph.edges.find((candidate) => candidate.id === edgeId);
  const end = edge ? graph.nodes.find((candidate) => candidate.id === edge.target) : undefined;
  const way = {
    in: firstItemsPort(inputPorts(definition, node)),
    out: firstItemsPort(outputPorts(definition, node)),
  };
  if (!edge || !end || way.in === null || edge.source === node.id || edge.target === node.id) return [];
  const connect = (ends: Omit<GraphEdge, 'id'>): DraftEdit => ({
    kind: 'connect',
    edge: { id: newId('e'), ...ends },
  });
  const { source, sourcePort, target, targetPort } = edge;
  const before = connect({ source, sourcePort, target: node.id, targetPort: way.in });
  if (way.out === null) return [before];
  return [
    ...(input.makesRoom ? makeRoom(graph, end, { id: node.id, place }) : []),
    { kind: 'disconnect', edgeIds: [edge.id] },
    before,
    connect({ source: node.id, sourcePort: way.out, target, targetPort }),
  ];
}

/** Whether a node that stands on the canvas may be dropped on edges: it hangs on nothing and has a way in and out. */
export function isInsertable(graph: Graph, node: GraphNode, definition: NodeDefinition | undefined): boolean {
  if (!definition || firstItemsPort(inputPorts(definition, node)) === null) return false;
  if (firstItemsPort(outputPorts(definition, node)) === null) return false;
  return !graph.edges.some((edge) => edge.source === node.id || edge.target === node.id);
}
