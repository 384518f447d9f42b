/** Moving over the graph with the arrow keys: along edges, and between neighbours on the same side. Pure. */
import type { Graph } from '@/core/graph/graph';

export type Arrow = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown';

type Place = { id: string; position: { x: number; y: number } };

function nearest(from: Place, candidates: readonly Place[]): string | null {
  let best: { id: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = Math.hypot(
      candidate.position.x - from.position.x,
      candidate.position.y - from.position.y,
    );
    if (!best || distance < best.distance) best = { id: candidate.id, distance };
  }
  return best?.id ?? null;
}

/** The first node in reading order: where the arrows begin when nothing is selected. */
export function firstNode(graph: Pick<Graph, 'nodes'>): string | null {
  const [first] = [...graph.nodes].sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y);
  return first?.id ?? null;
}

/** Where an arrow leads from a node: right and left follow edges; up and down go to the nearest node on that side. */
export function nodeInDirection(
  graph: Pick<Graph, 'nodes' | 'edges'>,
  nodeId: string,
  arrow: Arrow,
): string | null {
  const from = graph.nodes.find((node) => node.id === nodeId);
  if (!from) return firstNode(graph);
  if (arrow === 'ArrowRight' || arrow === 'ArrowLeft') {
    const forward = arrow === 'ArrowRight';
    const edges = graph.edges.filter((edge) => (forward ? edge.source : edge.target) === nodeId);
    const ids = edges.map((edge) => (forward ? edge.target : edge.source));
    return nearest(
      from,
      graph.nodes.filter((node) => node.id !== nodeId && ids.includes(node.id)),
    );
  }
  const down = arrow === 'ArrowDown';
  const beyond = graph.nodes.filter((node) => {
    const dy = node.position.y - from.position.y;
    return (
      node.id !== nodeId && (down ? dy > 0 : dy < 0) && Math.abs(node.position.x - from.position.x) < 600
    );
  });
  return nearest(from, beyond);
}
