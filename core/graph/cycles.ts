/**
 * Which cycles may stand: those that pass through a loop node, and those whose back edge says how often at most.
 * Anything else would run for ever.
 */
import type { Graph, GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';
import { findBackEdges } from '@/core/engine/back-edges';
import type { Problem } from '@/core/errors/problem';

/** True when the node type is made to be passed again and again. */
export function isLoopNode(node: Pick<GraphNode, 'type'>): boolean {
  return node.type === 'loop';
}

/** Problems of unbounded cycles, one for each edge that closes one; and of limits where there is no cycle. Linear. */
export function checkCycles(graph: Pick<Graph, 'nodes' | 'edges'>): Problem[] {
  const names = new Map(graph.nodes.map((node) => [node.id, node]));
  const back = findBackEdges(graph.nodes, graph.edges);
  const bounded = (edge: GraphEdge) => edge.maxIterations !== undefined && back.has(edge.id);
  const throughLoop = (edge: GraphEdge) => {
    const target = names.get(edge.target);
    return target !== undefined && isLoopNode(target);
  };
  const open = graph.edges.filter((edge) => !bounded(edge) && !throughLoop(edge));
  const unbounded = findBackEdges(graph.nodes, open);
  return graph.edges.flatMap((edge, index): Problem[] => {
    if (unbounded.has(edge.id)) return [cycle(edge, index, names.get(edge.target))];
    if (bounded(edge)) return [notRunYet(edge, index)];
    return edge.maxIterations !== undefined && !back.has(edge.id) ? [uselessLimit(edge, index)] : [];
  });
}

function cycle(edge: GraphEdge, index: number, target: GraphNode | undefined): Problem {
  const name = target?.name ?? edge.target;
  return {
    code: 'graph.cycle',
    severity: 'error',
    nodeId: edge.source,
    path: `edges.${index}`,
    message: `This connection leads back to "${name}", so the workflow would never end.`,
    params: { edge: edge.id, node: name },
    fix: 'Remove it.',
  };
}

/** The engine leaves back edges alone for now: a workflow that counts on them must not seem to work. */
function notRunYet(edge: GraphEdge, index: number): Problem {
  return {
    code: 'graph.cycle-unsupported',
    severity: 'error',
    nodeId: edge.source,
    path: `edges.${index}`,
    message: 'This connection leads back, and this version runs no cycles yet.',
    params: { edge: edge.id },
    fix: 'Remove it.',
  };
}

function uselessLimit(edge: GraphEdge, index: number): Problem {
  return {
    code: 'graph.limit-without-cycle',
    severity: 'warning',
    nodeId: edge.source,
    path: `edges.${index}.maxIterations`,
    message: 'This connection has a limit of iterations but leads back to nothing.',
    params: { edge: edge.id },
    fix: 'Remove the limit.',
  };
}
