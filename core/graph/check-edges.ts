/** Problems of edges among nodes that exist: ports, kinds, repetitions. */
import type { GraphEdge } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import { checkConnection, createPortTable } from './check-connection';
import type { Validation } from './validation';

/** Problems of all edges, in file order. */
export function checkEdges({ graph, catalog, index }: Validation): Problem[] {
  const table = createPortTable(catalog);
  const seen = new Set<string>();
  return graph.edges.flatMap((edge, at): Problem[] => {
    const source = index.nodes.get(edge.source);
    const target = index.nodes.get(edge.target);
    if (!source || !target) return []; // told by checkStructure
    const problems: Problem[] = [];
    const broken = checkConnection(edge, { source, target }, table);
    if (broken) problems.push({ ...broken, path: `edges.${at}.${broken.path}` });
    const ends = JSON.stringify([edge.source, edge.sourcePort, edge.target, edge.targetPort]);
    if (seen.has(ends)) problems.push(duplicate(edge, at));
    seen.add(ends);
    return problems;
  });
}

function duplicate(edge: GraphEdge, at: number): Problem {
  return {
    code: 'graph.duplicate-edge',
    severity: 'error',
    nodeId: edge.target,
    path: `edges.${at}`,
    message: 'These two ports are connected twice, so every item would arrive twice.',
    params: { edge: edge.id, where: 'file' },
    fix: 'Remove one of the two connections.',
  };
}
