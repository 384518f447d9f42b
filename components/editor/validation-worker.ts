/** Validates graphs off the main thread. The catalog comes first, graphs follow. */
import type { Graph } from '@/core/graph/graph';
import { validateGraph } from '@/core/graph/validate-graph';
import { createCatalog, type Catalog, type NodeDefinition } from '@/core/node-kit/definition';

let catalog: Catalog = createCatalog([]);

export interface ValidationQuestion {
  graph: Graph;
  /** With the first question. */
  definitions?: readonly NodeDefinition[];
}

self.onmessage = ({ data }: MessageEvent<ValidationQuestion & { id: number }>) => {
  if (data.definitions) catalog = createCatalog(data.definitions);
  self.postMessage({ id: data.id, result: validateGraph(data.graph, catalog, { mode: 'publish' }) });
};
