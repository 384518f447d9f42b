/** Which credential stands for which, when workflows come from elsewhere: all nodes follow at once. */
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';

/** The graph with credentials of before made those that were chosen for them; itself where there are none. */
export function remapCredentials(graph: Graph, chosen: Readonly<Record<string, string>>): Graph {
  const nodes = graph.nodes.map((node) => remapNode(node, chosen));
  return nodes.every((node, index) => node === graph.nodes[index]) ? graph : { ...graph, nodes };
}

function remapNode(node: GraphNode, chosen: Readonly<Record<string, string>>): GraphNode {
  const entries = Object.entries(node.credentials);
  if (!entries.some(([, id]) => Object.hasOwn(chosen, id))) return node;
  const credentials = Object.fromEntries(
    entries.map(([slot, id]) => [slot, Object.hasOwn(chosen, id) ? (chosen[id] ?? id) : id]),
  );
  return { ...node, credentials };
}
