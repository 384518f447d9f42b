/** How an edge that a person draws is made: one that leads back gets a limit at once, so that it can stand. */
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { Catalog } from '@/core/node-kit/definition';
import { canConnect } from './can-connect';

/** How often an edge may lead back until somebody says otherwise. */
export const FIRST_LIMIT = 10;

interface DrawnEdge {
  source: string;
  sourcePort: string;
  target: string;
  targetPort: string;
}

type EdgeToMake = { limit: { maxIterations?: number }; refusal: null } | { limit: null; refusal: Problem };

/** The limit that the edge is to be made with (empty for none), or why it may not be made. Linear in the graph. */
export function edgeToMake(graph: Graph, catalog: Catalog, drawn: DrawnEdge): EdgeToMake {
  const refusal = canConnect(graph, catalog, drawn);
  if (!refusal) return { limit: {}, refusal: null };
  const limit = { maxIterations: FIRST_LIMIT };
  if (refusal.code === 'graph.cycle' && !canConnect(graph, catalog, { ...drawn, ...limit })) {
    return { limit, refusal: null };
  }
  return { limit: null, refusal };
}
