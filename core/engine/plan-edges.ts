/**
 * The edges of a plan: which of them carry items, which lead back, and what they mean for loops and cycles. Edges to
 * nothing, and those that lead back without a limit, are there and deliver nothing: validation refuses them.
 */
import type { Graph, GraphEdge } from '@/core/contracts/portable-workflow';
import type { Port } from '@/core/node-kit/definition';
import { splitBackEdges } from './back-edges';
import { isLoopType, NEXT_PORT } from './loop-nodes';
import { cycleName } from './path';
import { edgeScope, findScopes, isScopeWithin } from './scopes';
import type { ScopedNode, Scopes } from './scopes';
import type { PlanEdge } from './types';

/** What has to be known of the nodes: their types and ports. */
export interface EdgeEnds {
  typeOf(nodeId: string): string | undefined;
  inputsOf(nodeId: string): readonly Port[];
  outputsOf(nodeId: string): readonly Port[];
}

/** Edges between item ports of known nodes, in file order. Attachments are configuration and never activate. */
export function itemEdges(graph: Graph, ends: EdgeEnds): PlanEdge[] {
  const carried = graph.edges.filter((edge) => {
    const input = ends.inputsOf(edge.target).find((port) => port.name === edge.targetPort);
    const output = ends.outputsOf(edge.source).find((port) => port.name === edge.sourcePort);
    return (
      ends.typeOf(edge.source) !== undefined &&
      input !== undefined &&
      isItems(input) &&
      (!output || isItems(output))
    );
  });
  const leadsToNext = (edge: GraphEdge) =>
    edge.targetPort === NEXT_PORT && isLoopType(ends.typeOf(edge.target) ?? '');
  const back = splitBackEdges(
    graph.nodes,
    carried.filter((edge) => !leadsToNext(edge)),
  );
  return carried.map((edge, order) => ({
    id: edge.id,
    source: edge.source,
    sourcePort: edge.sourcePort,
    target: edge.target,
    targetPort: edge.targetPort,
    order,
    back: back.limited.has(edge.id) || back.unlimited.has(edge.id) || leadsToNext(edge),
    collects: false,
    // Whether it comes from within the cycle is known with the scopes.
    repeats: back.limited.has(edge.id),
    enters: false,
    maxIterations: edge.maxIterations ?? null,
  }));
}

/**
 * The scopes, and each edge with its place in them. A cycle that is entered beside its entry is none: what leads back
 * in it delivers nothing, and the scopes are those of the graph without it.
 */
export function placeEdges(
  drawn: readonly PlanEdge[],
  ordered: readonly ScopedNode[],
  ends: Pick<EdgeEnds, 'typeOf'>,
): { scopes: Scopes; edges: PlanEdge[] } {
  const backFrom = new Map<string, string[]>();
  for (const { repeats, source, target } of drawn) {
    if (repeats) backFrom.set(target, [...(backFrom.get(target) ?? []), source]);
  }
  const scopes = findScopes(ordered.map((node) => ({ ...node, backFrom: backFrom.get(node.id) ?? [] })));
  const edges = drawn.map((edge) => placeEdge(edge, ends, scopes));
  const lost = new Set(edges.filter((edge, at) => drawn[at]?.repeats && !edge.repeats).map(({ id }) => id));
  if (lost.size === 0) return { scopes, edges };
  return placeEdges(
    drawn.map((edge) => (lost.has(edge.id) ? { ...edge, repeats: false } : edge)),
    ordered,
    ends,
  );
}

/** Which edges lead back to a loop's `next` or a cycle's entry from within, and which enter from outside. */
function placeEdge(edge: PlanEdge, ends: Pick<EdgeEnds, 'typeOf'>, scopes: Scopes): PlanEdge {
  const scope = scopes.nodes.get(edge.source);
  const into = scopes.homes.get(edge.target);
  if (!scope || !into) return edge;
  const isLoop = isLoopType(ends.typeOf(edge.source) ?? '');
  const from = edgeScope(edge, { isLoop, scope }, scopes.bodies);
  const isFrom = (name: string) => {
    const body = scopes.bodies.get(name);
    return body !== undefined && isScopeWithin(from, body);
  };
  if (edge.back) {
    return {
      ...edge,
      collects: edge.targetPort === NEXT_PORT && !edge.repeats && isFrom(edge.target),
      repeats: edge.repeats && isFrom(cycleName(edge.target)),
    };
  }
  return { ...edge, enters: into.loop !== null && !isFrom(into.loop) };
}

function isItems(port: Port): boolean {
  return port.kind === undefined || port.kind === 'items';
}
