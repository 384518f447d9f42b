/** Imports made-up workflows by the whole catalog, for tests. */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import { importN8n, type ImportedWorkflow } from '@/core/exchange/n8n/import-n8n';
import type { NodeReport } from '@/core/exchange/n8n/report';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';

/** Every node type of the product. */
export const catalog = createCatalog(definitions);

/** The first workflow of a file that can be read. */
export function imported(file: unknown): ImportedWorkflow {
  const read = importN8n(file, catalog);
  if (!read.ok) throw new Error(read.problem.message);
  const [first] = read.workflows;
  if (!first) throw new Error('no workflow');
  return first;
}

/** What one node becomes, and what is told of it. */
export function importedNode(node: Record<string, unknown>): { node: GraphNode; report: NodeReport } {
  const { workflow, report } = imported({
    nodes: [node],
    connections: {},
    settings: { executionOrder: 'v1' },
  });
  const [made] = workflow.nodes;
  const [told] = report;
  if (!made || !told) throw new Error('no node');
  return { node: made, report: told };
}
