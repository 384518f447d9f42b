/** Small portable files for tests of runs. Positions mean nothing here. */
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import type { RunView } from '@/core/contracts/run-view';

const POSITION = { x: 0, y: 0 };
type Node = PortableWorkflow['nodes'][number];

/** A node; its id is its name too. */
export function aNode(id: string, type: string, rest: Partial<Node> = {}): Node {
  return { id, type, name: id, position: POSITION, ...rest };
}

/** A file with these nodes; an edge is written `from > to` or `from.port > to.port`. */
export function aFile(
  nodes: readonly Node[],
  edges: readonly string[],
  rest: Omit<Partial<PortableWorkflow>, 'nodes' | 'edges' | 'format' | 'name'> = {},
) {
  return {
    format: 'heddle.workflow/1',
    name: 'Under test',
    nodes: [...nodes],
    edges: edges.map((text, index) => {
      const [from = '', to = ''] = text.split(' > ');
      const [target = '', targetPort] = to.split('.');
      const [source = '', sourcePort] = from.split('.');
      return {
        id: `e${index}`,
        source,
        target,
        ...(sourcePort ? { sourcePort } : {}),
        ...(targetPort ? { targetPort } : {}),
      };
    }),
    ...rest,
  } satisfies PortableWorkflow;
}

/** Sends each item to the address; a write with an effect. */
export function aPost(id: string, url: string, settings: Node['settings'] = {}): Node {
  const parameters = { method: 'POST', url, bodyType: 'json', body: '{{ $json }}' };
  return aNode(id, 'http-request', { parameters, settings });
}

/** Adds a field to each item. */
export function aSet(id: string, name: string, value: string): Node {
  const parameters = { assignments: [{ name, type: 'any', value }], keep: 'all' };
  return aNode(id, 'edit-fields', { parameters });
}

export const isOver = (run: RunView) => ['succeeded', 'failed', 'cancelled'].includes(run.status);

/** How each step stands, by its key. */
export function statuses(run: RunView): Record<string, string> {
  return Object.fromEntries(run.steps.map((step) => [step.key, step.status]));
}
