import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';

/** What makes the webhooks of a taken template different from those of anybody else who took it. */
export interface OwnParts {
  /** Goes to the end of each path. */
  suffix: string;
  /** What callers send in the header. */
  secret: string;
}

/** A copy of the graph whose webhooks have an address of their own, and a secret where they ask for one. */
export function withOwnAddresses(graph: Graph, own: OwnParts): Graph {
  const copy = structuredClone(graph);
  return {
    ...copy,
    nodes: copy.nodes.map((node) => (node.type === 'webhook' ? ownWebhook(node, own) : node)),
  };
}

function ownWebhook(node: GraphNode, { suffix, secret }: OwnParts): GraphNode {
  const { path, authentication, headerValue } = node.parameters;
  const asks = authentication === 'header' && headerValue === undefined;
  return {
    ...node,
    parameters: {
      ...node.parameters,
      ...(typeof path === 'string' ? { path: `${path}-${suffix}` } : {}),
      ...(asks ? { headerValue: secret } : {}),
    },
  };
}
