/** Workflows for tests, written as nodes and arrows. */
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import type { JsonObject } from '@/core/items/item';

type NodeInput = PortableWorkflow['nodes'][number];

export type DrawnNode = Pick<NodeInput, 'type' | 'settings'> &
  Partial<Pick<NodeInput, 'position'>> & { parameters?: object };

/** The id of the node with this name. */
export function idOf(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '-');
}

/** `nodes` and `pinned` by name, edges as `From.port > To.port`, where `main` may be left out. */
export function drawWorkflow(
  nodes: Readonly<Record<string, DrawnNode>>,
  arrows: readonly string[],
  more: Partial<Pick<PortableWorkflow, 'settings' | 'pinned'>> = {},
): PortableWorkflow {
  return {
    format: 'heddle.workflow/1',
    name: 'Drawn',
    nodes: Object.entries(nodes).map(([name, node], at) => ({
      id: idOf(name),
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
      return { id: `e${at}`, source: idOf(source), sourcePort, target: idOf(target), targetPort };
    }),
    ...(more.settings ? { settings: more.settings } : {}),
    pinned: Object.fromEntries(Object.entries(more.pinned ?? {}).map(([name, items]) => [idOf(name), items])),
  };
}
