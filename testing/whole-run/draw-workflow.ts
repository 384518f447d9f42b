/** Workflows for tests, written as nodes and arrows. */
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import type { JsonObject } from '@/core/items/item';

type NodeInput = PortableWorkflow['nodes'][number];

export type DrawnNode = Pick<NodeInput, 'type' | 'settings'> &
  Partial<Pick<NodeInput, 'position'>> & { parameters?: object };

/** `nodes` by name, edges as `From.port > To.port`, where `main` may be left out. Ids are the names. */
export function drawWorkflow(
  nodes: Readonly<Record<string, DrawnNode>>,
  arrows: readonly string[],
  more: Partial<Pick<PortableWorkflow, 'settings' | 'pinned'>> = {},
): PortableWorkflow {
  return {
    format: 'heddle.workflow/1',
    name: 'Drawn',
    nodes: Object.entries(nodes).map(([name, node], at) => ({
      id: name,
      name,
      type: node.type,
      position: node.position ?? { x: at * 200, y: 0 },
      // What tests write is JSON.
      parameters: (node.parameters ?? {}) as JsonObject,
      ...(node.settings ? { settings: node.settings } : {}),
    })),
    edges: arrows.map((arrow, at) => {
      const [from = '', to = ''] = arrow.split('>').map((end) => end.trim());
      const [source = '', sourcePort = 'main'] = from.split('.');
      const [target = '', targetPort = 'main'] = to.split('.');
      return { id: `e${at}`, source, sourcePort, target, targetPort };
    }),
    ...more,
  };
}
