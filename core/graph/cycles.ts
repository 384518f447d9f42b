/**
 * Which cycles may stand: those that a loop node's `next` port closes, from the body of that loop, and those whose back
 * edge says how often at most and that are entered by one node alone. Anything else would run for ever, or not at all.
 */
import type { Graph, GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';
import { splitBackEdges } from '@/core/engine/back-edges';
import { isLoopType, ITEM_PORT, NEXT_PORT } from '@/core/engine/loop-nodes';
import { cycleName } from '@/core/engine/path';
import { planOrder } from '@/core/engine/plan-order';
import { findScopes, isScopeWithin } from '@/core/engine/scopes';
import type { Problem } from '@/core/errors/problem';

type Drawn = Pick<Graph, 'nodes' | 'edges'>;

/** True when the node type is made to be passed again and again. */
export function isLoopNode(node: Pick<GraphNode, 'type'>): boolean {
  return isLoopType(node.type);
}

/**
 * Problems of unbounded cycles, one for each edge that closes one; of cycles that are entered beside their entry; of
 * limits where there is no cycle; and of what leads to the `next` of a loop that it is no part of. Linear.
 */
export function checkCycles(graph: Drawn): Problem[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const leadsToNext = (edge: GraphEdge) => {
    const target = nodes.get(edge.target);
    return target !== undefined && isLoopNode(target) && edge.targetPort === NEXT_PORT;
  };
  const drawn = graph.edges.filter((edge) => !leadsToNext(edge));
  const back = splitBackEdges(graph.nodes, drawn);
  const isWithin = placeTest(
    graph,
    drawn.filter((edge) => !back.limited.has(edge.id) && !back.unlimited.has(edge.id)),
    drawn.filter((edge) => back.limited.has(edge.id)),
  );
  return graph.edges.flatMap((edge, index): Problem[] => {
    const place = { source: nodes.get(edge.source), target: nodes.get(edge.target) };
    if (back.unlimited.has(edge.id)) return [cycle(edge, index, place.target)];
    if (back.limited.has(edge.id)) {
      return isWithin(edge, cycleName(edge.target)) ? [] : [enteredAside(edge, index, place.target)];
    }
    if (leadsToNext(edge)) return isWithin(edge, edge.target) ? [] : [outsideLoop(edge, index, place)];
    return edge.maxIterations === undefined ? [] : [uselessLimit(edge, index)];
  });
}

/** Whether an edge comes from the loop's body or the cycle of that name: the plan will ask the same. */
function placeTest(
  graph: Drawn,
  forward: readonly GraphEdge[],
  limited: readonly GraphEdge[],
): (edge: GraphEdge, name: string) => boolean {
  if (limited.length === 0 && !graph.nodes.some(isLoopNode)) return () => false;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const into = new Map<string, Map<string, GraphEdge[]>>();
  for (const edge of forward) {
    const ports = into.get(edge.target) ?? new Map<string, GraphEdge[]>();
    into.set(edge.target, ports.set(edge.targetPort, [...(ports.get(edge.targetPort) ?? []), edge]));
  }
  const backTo = new Map<string, string[]>();
  for (const { source, target } of limited) backTo.set(target, [...(backTo.get(target) ?? []), source]);
  const ordered = planOrder(graph.nodes, forward).flatMap((id) => {
    const node = nodes.get(id);
    const inputs = [...(into.get(id) ?? [])].map(([port, edges]) => ({ port, edges }));
    return node ? [{ id, isLoop: isLoopNode(node), inputs, backFrom: backTo.get(id) ?? [] }] : [];
  });
  const scopes = findScopes(ordered);
  return ({ source, sourcePort }, name) => {
    const from = sourcePort === ITEM_PORT ? scopes.bodies.get(source) : undefined;
    const [scope, body] = [from ?? scopes.nodes.get(source), scopes.bodies.get(name)];
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
    fix: 'Limit how often it may lead back, or remove it.',
  };
}

function enteredAside(edge: GraphEdge, index: number, target: GraphNode | undefined): Problem {
  const name = target?.name ?? edge.target;
  return {
    code: 'graph.cycle-entered-aside',
    severity: 'error',
    nodeId: edge.source,
    path: `edges.${index}`,
    message: `This connection leads back to "${name}", but the cycle is also entered by another node, so it has no clear beginning.`,
    params: { edge: edge.id, node: name },
    fix: `Lead everything that enters the cycle to "${name}".`,
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
