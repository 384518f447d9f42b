/** Walking a graph: neighbours and reachability. All linear, none recursive. */
import type { Graph, GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';

export interface GraphIndex {
  nodes: ReadonlyMap<string, GraphNode>;
  /** Node id → edges that leave it, in file order. Every node has an entry. */
  outgoing: ReadonlyMap<string, readonly GraphEdge[]>;
  /** Node id → edges that end in it, in file order. */
  incoming: ReadonlyMap<string, readonly GraphEdge[]>;
}

/** Look-ups for a graph. Edges whose ends do not exist are left out. */
export function indexGraph(graph: Pick<Graph, 'nodes' | 'edges'>): GraphIndex {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const outgoing = new Map<string, GraphEdge[]>(graph.nodes.map((node) => [node.id, []]));
  const incoming = new Map<string, GraphEdge[]>(graph.nodes.map((node) => [node.id, []]));
  for (const edge of graph.edges) {
    if (!nodes.has(edge.source) || !nodes.has(edge.target)) continue;
    outgoing.get(edge.source)?.push(edge);
    incoming.get(edge.target)?.push(edge);
  }
  return { nodes, outgoing, incoming };
}

/** Every node that can be reached from these, themselves included. */
export function reachableFrom(
  index: GraphIndex,
  starts: Iterable<string>,
  direction: 'forward' | 'backward' = 'forward',
): Set<string> {
  const edgesOf = direction === 'forward' ? index.outgoing : index.incoming;
  const seen = new Set<string>();
  const stack = [...starts];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id) || !index.nodes.has(id)) continue;
    seen.add(id);
    for (const edge of edgesOf.get(id) ?? []) stack.push(direction === 'forward' ? edge.target : edge.source);
  }
  return seen;
}
