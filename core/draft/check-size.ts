/** The bounds of the file, for a graph that grew edit by edit. */
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { inspectInput } from '@/core/graph/inspect-input';

const LIMITS = { nodes: 5000, edges: 20_000, notes: 2000, groups: 1000 } as const;

/** The first bound that is passed, or undefined. */
export function checkSize(graph: Graph): Problem | undefined {
  for (const list of ['nodes', 'edges', 'notes', 'groups'] as const) {
    const limit = LIMITS[list];
    if (graph[list].length > limit) {
      return {
        code: 'graph.too-many',
        severity: 'error',
        nodeId: null,
        path: list,
        message: `A workflow holds at most ${limit} ${list}.`,
        params: { list, limit },
        fix: 'Move a part of it to a workflow of its own.',
      };
    }
  }
  return inspectInput(graph)[0];
}
