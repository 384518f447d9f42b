/**
 * Which cycles may stand: those that a loop node's `next` port closes, from the body of that loop, and those whose back
 * edge says how often at most. Anything else would run for ever.
 */
import type { Graph, GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';
import { findBackEdges } from '@/core/engine/back-edges';
import { isLoopType, ITEM_PORT, NEXT_PORT } from '@/core/engine/loop-nodes';
import { planOrder } from '@/core/engine/plan-order';
import { findScopes, isScopeWithin } from '@/core/engine/scopes';
import type { Problem } from '@/core/errors/problem';

type Drawn = Pick<Graph, 'nodes' | 'edges'>;

/** True when the node type is made to be passed again and again. */
export function isLoopNode(node: Pick<GraphNode, 'type'>): boolean {
  return isLoopType(node.type);
}

/**
 * Problems of unbounded cycles, one for each edge that closes one; of limits where there is no cycle; and of what leads
 * to the `next` of a loop that it is no part of. Linear.
 */
export function checkCycles(graph: Drawn): Problem[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const leadsToNext = (edge: GraphEdge) => {
    const target = nodes.get(edge.target);
    return target !== undefined && isLoopNode(target) && edge.targetPort === NEXT_PORT;
  };
  const forward = graph.edges.filter((edge) => !leadsToNext(edge));
  const back = findBackEdges(graph.nodes, forward);
  const bounded = (edge: GraphEdge) => edge.maxIterations !== undefined && back.has(edge.id);
  const unbounded = findBackEdges(
    graph.nodes,
    forward.filter((edge) => !bounded(edge)),
  );
  const isInBody = bodyTest(
    graph,
    forward.filter((edge) => !back.has(edge.id)),
  );
  return graph.edges.flatMap((edge, index): Problem[] => {
    const place = { source: nodes.get(edge.source), target: nodes.get(edge.target) };
    if (unbounded.has(edge.id)) return [cycle(edge, index, place.target)];
    if (bounded(edge)) return [notRunYet(edge, index)];
    if (leadsToNext(edge)) return isInBody(edge) ? [] : [outsideLoop(edge, index, place)];
    return edge.maxIterations === undefined ? [] : [uselessLimit(edge, index)];
  });
}

/** Whether an edge to a `next` port comes from the body of that loop: the plan will ask the same. */
function bodyTest(graph: Drawn, forward: readonly GraphEdge[]): (edge: GraphEdge) => boolean {
  if (!graph.nodes.some(isLoopNode)) return () => false;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const into = new Map<string, Map<string, GraphEdge[]>>();
  for (const edge of forward) {
    const ports = into.get(edge.target) ?? new Map<string, GraphEdge[]>();
    into.set(edge.target, ports.set(edge.targetPort, [...(ports.get(edge.targetPort) ?? []), edge]));
  }
  const ordered = planOrder(graph.nodes, forward).flatMap((id) => {
    const node = nodes.get(id);
    const inputs = [...(into.get(id) ?? [])].map(([port, edges]) => ({ port, edges }));
    return node ? [{ id, isLoop: isLoopNode(node), inputs }] : [];
  });
  const scopes = findScopes(ordered);
  return ({ source, sourcePort, target }) => {
    if (source === target) return sourcePort === ITEM_PORT;
    const [scope, body] = [scopes.nodes.get(source), scopes.bodies.get(target)];
    return scope !== undefined && body !== undefined && isScopeWithin(scope, body);
  };
}

function outsideLoop(
  edge: GraphEdge,
  index: number,
  { source, target }: { source: GraphNode | undefined; target: GraphNode | undefined },
): Problem {
  const [from, loop] = [source?.name ?? edge.source, target?.name ?? edge.target];
  return {
    code: 'graph.next-outside-loop',
    severity: 'error',
    nodeId: edge.source,
    path: `edges.${index}`,
    message: `"${from}" is not part of the loop "${loop}" alone, so nothing can come back from it.`,
    params: { node: from, loop },
    fix: 'Lead back only from nodes that nothing but the loop reaches.',
  };
}

function cycle(edge: GraphEdge, index: number, target: GraphNode | undefined): Problem {
  const name = target?.name ?? edge.target;
  return {
    code: 'graph.cycle',
    severity: 'error',
    nodeId: edge.source,
    path: `edges.${index}`,
    message: `This connection leads back to "${name}", so the workflow would never end.`,
    params: { edge: edge.id, node: name, where: 'file' },
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
