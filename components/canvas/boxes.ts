/** Where nodes and notes stand and how large they are, from the graph alone. Pure. */
import type { Graph, GraphNode } from '@/core/graph/graph';
import type { Catalog } from '@/core/node-kit/definition';
import { inputPorts, outputPorts } from '@/core/node-kit/ports';
import type { Selection } from '@/components/editor/interaction-store';
import type { Box } from './arrange';
import { HEADER_HEIGHT, NODE_WIDTH, nodeSize, portCentre, type PortLists } from './node-geometry';
import type { EdgeLine } from './edge-hit';

/** The ports of a node; none of a type that is not known. */
export function portsOf(node: GraphNode, catalog: Catalog): PortLists {
  const definition = catalog.find(node.type, node.typeVersion);
  if (!definition) return { inputs: [], outputs: [] };
  return { inputs: inputPorts(definition, node), outputs: outputPorts(definition, node) };
}

/** The box of a node. */
export function nodeBox(node: GraphNode, catalog: Catalog): Box {
  return { id: node.id, ...node.position, ...nodeSize(portsOf(node, catalog)) };
}

/** Boxes of selected nodes and notes. */
export function selectedBoxes(graph: Graph, catalog: Catalog, selection: Selection) {
  const chosen = { nodes: new Set(selection.nodes), notes: new Set(selection.notes) };
  return {
    nodes: graph.nodes.filter((node) => chosen.nodes.has(node.id)).map((node) => nodeBox(node, catalog)),
    notes: graph.notes
      .filter((note) => chosen.notes.has(note.id))
      .map((note): Box => ({ id: note.id, ...note.position, ...note.size })),
  };
}

/** The line of every edge, port to port. */
export function edgeLines(graph: Graph, catalog: Catalog): EdgeLine[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, { node, ports: portsOf(node, catalog) }]));
  const height = (list: PortLists['inputs'], port: string) => {
    const index = list.findIndex((candidate) => candidate.name === port);
    return index === -1 ? HEADER_HEIGHT / 2 : portCentre(index, list.length);
  };
  return graph.edges.flatMap((edge): EdgeLine[] => {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (!source || !target) return [];
    const { position: from } = source.node;
    const { position: to } = target.node;
    return [
      {
        id: edge.id,
        from: { x: from.x + NODE_WIDTH, y: from.y + height(source.ports.outputs, edge.sourcePort) },
        to: { x: to.x, y: to.y + height(target.ports.inputs, edge.targetPort) },
      },
    ];
  });
}
