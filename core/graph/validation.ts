/** What each check of a workflow is handed. */
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import type { Catalog, NodeDefinition } from '@/core/node-kit/definition';
import type { GraphIndex } from './traverse';

export type ValidateMode = 'draft' | 'publish';

export interface Validation {
  graph: Graph;
  catalog: Catalog;
  index: GraphIndex;
  mode: ValidateMode;
  definitionOf(node: GraphNode): NodeDefinition | undefined;
}
