/** Where an edge could end, for connecting by keyboard: what fits first, what does not with the reason. Pure. */
import { edgeToMake } from '@/core/graph/new-edge';
import type { Graph, GraphNode } from '@/core/graph/graph';
import type { Problem } from '@/core/errors/problem';
import type { Catalog, Port } from '@/core/node-kit/definition';
import { inputPorts } from '@/core/node-kit/ports';

export interface WireStart {
  nodeId: string;
  port: string;
}

export interface WireCandidate {
  nodeId: string;
  name: string;
  type: string;
  port: Port;
  /** The node has several inputs: say which. */
  showsPort: boolean;
  /** Why the edge cannot be, or null. */
  refusal: Problem | null;
  /** It would lead back, and gets this limit. */
  maxIterations?: number;
}

/** So many are asked whether they fit; who looks for another types a word. */
const ASKED = 40;

interface Ranked {
  node: GraphNode;
  port: Port;
  showsPort: boolean;
  rank: number;
}

/** Near, to the right and not connected yet comes first. */
function rankOf(from: GraphNode, node: GraphNode, context: { isTaken: boolean; words: string[] }): number {
  const dx = node.position.x - from.position.x;
  const distance = Math.hypot(dx, node.position.y - from.position.y);
  const [first] = context.words;
  const startsSo = first !== undefined && node.name.toLowerCase().startsWith(first);
  return distance + (dx > 0 ? 0 : 2000) + (context.isTaken ? 4000 : 0) - (startsSo ? 100_000 : 0);
}

/** Inputs that fit every word of the query, best first. At most 40. */
export function wireCandidates(
  graph: Graph,
  catalog: Catalog,
  wanted: { from: WireStart; query: string },
): WireCandidate[] {
  const from = graph.nodes.find((node) => node.id === wanted.from.nodeId);
  if (!from) return [];
  const words = wanted.query.toLowerCase().split(/\s+/).filter(Boolean);
  const taken = new Set(graph.edges.map((edge) => `${edge.target} ${edge.targetPort}`));
  const ranked: Ranked[] = graph.nodes.flatMap((node) => {
    const definition = catalog.find(node.type, node.typeVersion);
    if (node.id === from.id || !definition) return [];
    const ports = inputPorts(definition, node);
    const text = `${node.name} ${definition.name}`.toLowerCase();
    return ports.flatMap((port) => {
      const whole = `${text} ${port.label.toLowerCase()}`;
      if (!words.every((word) => whole.includes(word))) return [];
      const rank = rankOf(from, node, { isTaken: taken.has(`${node.id} ${port.name}`), words });
      return [{ node, port, showsPort: ports.length > 1, rank }];
    });
  });
  const asked = ranked.sort((a, b) => a.rank - b.rank).slice(0, ASKED);
  const candidates = asked.map(({ node, port, showsPort }): WireCandidate => {
    const edge = { source: from.id, sourcePort: wanted.from.port, target: node.id, targetPort: port.name };
    const { limit, refusal } = edgeToMake(graph, catalog, edge);
    return { nodeId: node.id, name: node.name, type: node.type, port, showsPort, refusal, ...limit };
  });
  return [...candidates.filter((one) => !one.refusal), ...candidates.filter((one) => one.refusal)];
}
