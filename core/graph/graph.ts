/** The graph as a value. Its shape is the portable file; see `core/contracts/portable-workflow`. */
export type {
  Graph,
  GraphEdge,
  GraphNode,
  GraphNote,
  NodeSettings,
} from '@/core/contracts/portable-workflow';
