/** Which workflow calls which, when workflows get new ids: references among those that came together follow. */
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import type { Catalog } from '@/core/node-kit/definition';

/** The graph with references by old ids made references by new ones; itself where there are none. */
export function remapWorkflows(graph: Graph, ids: ReadonlyMap<string, string>, catalog: Catalog): Graph {
  const nodes = graph.nodes.map((node) => remapNode(node, ids, catalog));
  const { errorWorkflow } = graph.settings;
  const error = errorWorkflow === null ? null : (ids.get(errorWorkflow) ?? errorWorkflow);
  const isSame = error === errorWorkflow && nodes.every((node, index) => node === graph.nodes[index]);
  return isSame ? graph : { ...graph, nodes, settings: { ...graph.settings, errorWorkflow: error } };
}

function remapNode(node: GraphNode, ids: ReadonlyMap<string, string>, catalog: Catalog): GraphNode {
  const fields = catalog.find(node.type, node.typeVersion)?.fields ?? [];
  let { parameters } = node;
  for (const field of fields) {
    if (field.kind !== 'text' || field.picks !== 'workflow') continue;
    const value = Object.hasOwn(parameters, field.name) ? parameters[field.name] : undefined;
    const now = typeof value === 'string' ? ids.get(value) : undefined;
    if (now !== undefined) parameters = { ...parameters, [field.name]: now };
  }
  return parameters === node.parameters ? node : { ...node, parameters };
}
