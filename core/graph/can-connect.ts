/** May this edge be drawn? The canvas asks while a person drags; the answer is what it says beside the cursor. */
import type { Graph, GraphEdge } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { ProblemCode } from '@/core/errors/problem-codes';
import type { Catalog } from '@/core/node-kit/definition';
import { checkConnection, createPortTable } from './check-connection';
import { isLoopNode } from './cycles';
import { indexGraph, reachableFrom } from './traverse';

export type NewEdge = Omit<GraphEdge, 'id'> & { id?: string };

/** null when the edge may be made, else why not. Linear in the graph. */
export function canConnect(graph: Graph, catalog: Catalog, edge: NewEdge): Problem | null {
  const index = indexGraph(graph);
  const source = index.nodes.get(edge.source);
  const target = index.nodes.get(edge.target);
  if (!source || !target)
    return refusal('graph.dangling-edge', edge, 'One of the two nodes is not there any more.');
  if (edge.source === edge.target)
    return refusal('graph.self-edge', edge, 'A node cannot be connected to itself.');
  const broken = checkConnection(
    { ...edge, id: edge.id ?? 'new' },
    { source, target },
    createPortTable(catalog),
  );
  if (broken) return broken;
  const isThere = graph.edges.some(
    (other) =>
      other.id !== edge.id &&
      other.source === edge.source &&
      other.sourcePort === edge.sourcePort &&
      other.target === edge.target &&
      other.targetPort === edge.targetPort,
  );
  if (isThere) return refusal('graph.duplicate-edge', edge, 'These two ports are connected already.');
  return edge.maxIterations === undefined ? closesCycle(graph, edge) : null;
}

/** Would there be a way round that passes no loop node? Edges that have a limit of their own do not count. */
function closesCycle(graph: Graph, edge: NewEdge): Problem | null {
  const loops = new Set(graph.nodes.filter((node) => isLoopNode(node)).map((node) => node.id));
  if (loops.has(edge.source) || loops.has(edge.target)) return null;
  const open = graph.edges.filter(
    (other) =>
      other.id !== edge.id &&
      other.maxIterations === undefined &&
      !loops.has(other.source) &&
      !loops.has(other.target),
  );
  const ahead = reachableFrom(indexGraph({ nodes: graph.nodes, edges: open }), [edge.target]);
  if (!ahead.has(edge.source)) return null;
  return {
    ...refusal(
      'graph.cycle',
      edge,
      'This would lead back to a node that ran before, and the workflow would never end.',
    ),
    fix: 'Use a loop node.',
  };
}

function refusal(code: ProblemCode, edge: NewEdge, message: string): Problem {
  return { code, severity: 'error', nodeId: edge.target, path: '', message, params: { where: 'new' } };
}
