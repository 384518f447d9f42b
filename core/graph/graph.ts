/** The graph as a value. Its shape is the portable file; see `core/contracts/portable-workflow`. */
export type {
  Graph,
  GraphEdge,
  GraphNode,
  GraphNote,
  InDoubtPolicy,
  NodeSettings,
  OrderStrategy,
  WorkflowSettings,
} from '@/core/contracts/portable-workflow';
