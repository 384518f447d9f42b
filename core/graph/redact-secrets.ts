/**
 * Graphs as people see them who may look at a workflow but not change it: values of fields that are made for secrets
 * are left empty. Whoever may change a workflow gets it whole, or a file read and sent back would lose them.
 */
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import type { Catalog } from '@/core/node-kit/definition';

/** The graph with empty secrets; itself when it holds none. */
export function redactSecrets(graph: Graph, catalog: Catalog): Graph {
  const nodes = graph.nodes.map((node) => redactNode(node, catalog));
  return nodes.some((node, index) => node !== graph.nodes[index]) ? { ...graph, nodes } : graph;
}

function redactNode(node: GraphNode, catalog: Catalog): GraphNode {
  const secrets = (catalog.find(node.type, node.typeVersion)?.fields ?? []).filter(
    (field) => field.kind === 'text' && field.secret && Object.hasOwn(node.parameters, field.name),
  );
  if (secrets.length === 0) return node;
  const empty = Object.fromEntries(secrets.map((field) => [field.name, '']));
  // What the node was where it came from holds the same secrets.
  const { imported: _original, ...shown } = node;
  return { ...shown, parameters: { ...node.parameters, ...empty } };
}
