/** What went into a node and came out of it, from the best source there is: the shown run, pinned data, examples. Pure. */
import type { RunStepDetail } from '@/core/contracts/run-input';
import type { Graph, GraphNode } from '@/core/graph/graph';
import { indexGraph } from '@/core/graph/traverse';
import type { Item } from '@/core/items/item';
import type { Catalog } from '@/core/node-kit/definition';
import { outputPorts } from '@/core/node-kit/ports';

export type DataSource = 'run' | 'pinned' | 'example' | 'none';

export interface PortItems {
  source: DataSource;
  /** Port → items. */
  ports: Readonly<Record<string, readonly Item[]>>;
  /** The step whose items these are, and which of them. */
  of?: { step: string; side: 'input' | 'output' };
}

export interface NodeDataInput {
  graph: Graph;
  catalog: Catalog;
  /** Node id → its newest step in the shown run, as far as fetched. */
  details: ReadonlyMap<string, RunStepDetail>;
  /** The graph is a draft: what is pinned in it is what its next test run uses. */
  isDraft?: boolean | undefined;
}

const NONE: PortItems = { source: 'none', ports: {} };
const RANK: readonly DataSource[] = ['run', 'pinned', 'example', 'none'];

/** The items of a step's ports; the loose shape of the wire is that of items. */
function itemsOf(ports: RunStepDetail['output']): Record<string, readonly Item[]> {
  return Object.fromEntries(Object.entries(ports).map(([port, items]) => [port, items as readonly Item[]]));
}

/** What came out of a node. */
export function nodeOutput(input: NodeDataInput, node: GraphNode): PortItems {
  const { catalog, details, graph, isDraft = false } = input;
  const detail = details.get(node.id);
  const pinned = graph.pinned[node.id];
  if (pinned && (isDraft || !detail)) return { source: 'pinned', ports: { [mainPort(input, node)]: pinned } };
  if (detail && detail.status !== 'skipped') {
    return { source: 'run', ports: itemsOf(detail.output), of: { step: detail.key, side: 'output' } };
  }
  const example = catalog.find(node.type, node.typeVersion)?.outputExample;
  if (!example) return NONE;
  // An example without fields says that nobody knows the shape before a run: better no data than wrong marks.
  const known = (list: readonly Item['json'][]) => list.filter((json) => Object.keys(json).length > 0);
  const ports = Object.entries(example).map(([port, list]) => [port, known(list).map((json) => ({ json }))]);
  return { source: 'example', ports: Object.fromEntries(ports) };
}

/** The port that pinned data leaves by. */
function mainPort({ catalog }: NodeDataInput, node: GraphNode): string {
  const definition = catalog.find(node.type, node.typeVersion);
  return (definition ? outputPorts(definition, node)[0]?.name : undefined) ?? 'main';
}

/** What went into a node; before it ran, what its predecessors would hand it. */
export function nodeInput(input: NodeDataInput, nodeId: string): PortItems {
  const detail = input.details.get(nodeId);
  if (detail && detail.status !== 'skipped') {
    return { source: 'run', ports: itemsOf(detail.input), of: { step: detail.key, side: 'input' } };
  }
  const index = indexGraph(input.graph);
  const ports: Record<string, readonly Item[]> = {};
  let source: DataSource = 'none';
  for (const edge of index.incoming.get(nodeId) ?? []) {
    const before = index.nodes.get(edge.source);
    if (!before) continue;
    const output = nodeOutput(input, before);
    const passed = passThrough(input, before, output);
    const items =
      passed.ports[edge.sourcePort] ?? (passed.source === 'example' ? passed.ports.main : undefined) ?? [];
    if (items.length === 0) continue;
    ports[edge.targetPort] = [...(ports[edge.targetPort] ?? []), ...items];
    if (RANK.indexOf(passed.source) < RANK.indexOf(source)) source = passed.source;
  }
  return { source, ports };
}

const MAX_HANDED_ON = 20;

/** A node that has no example of its own and hands items on (If, No-op) shows what it would get. */
function passThrough(input: NodeDataInput, node: GraphNode, output: PortItems): PortItems {
  if (output.source !== 'none') return output;
  const index = indexGraph(input.graph);
  let at: GraphNode = node;
  for (let hops = 0; hops < MAX_HANDED_ON; hops += 1) {
    const [edge] = index.incoming.get(at.id) ?? [];
    const before = edge && index.nodes.get(edge.source);
    if (!edge || !before) return output;
    const upstream = nodeOutput(input, before);
    const items = upstream.ports[edge.sourcePort] ?? upstream.ports.main ?? [];
    if (items.length > 0) return { source: 'example', ports: handedOn(input, node, items) };
    if (upstream.source !== 'none') return output;
    at = before;
  }
  return output;
}

function handedOn(
  input: NodeDataInput,
  node: GraphNode,
  items: readonly Item[],
): Record<string, readonly Item[]> {
  const definition = input.catalog.find(node.type, node.typeVersion);
  const names = definition ? outputPorts(definition, node).map((port) => port.name) : ['main'];
  return Object.fromEntries(names.map((name) => [name, items]));
}

/** All items of all ports in one list. */
export function flatItems({ ports }: PortItems): readonly Item[] {
  return Object.values(ports).flat();
}

/** Ids of the nodes whose data an expression of this node may want: itself and, nearest first, what leads to it. */
export function dataNodes(graph: Graph, nodeId: string, limit = 16): string[] {
  const index = indexGraph(graph);
  const seen = new Set([nodeId]);
  const queue = [nodeId];
  for (let id = queue.shift(); id !== undefined && seen.size < limit; id = queue.shift()) {
    for (const edge of index.incoming.get(id) ?? []) {
      if (seen.has(edge.source) || seen.size >= limit) continue;
      seen.add(edge.source);
      queue.push(edge.source);
    }
  }
  return [...seen];
}
