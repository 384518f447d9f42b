/**
 * Connections as edges. What leads back into a loop goes to the loop's own port for it; what closes any other cycle gets
 * a limit, since here nothing may run for ever unnoticed.
 */
import type { GraphEdge } from '@/core/contracts/portable-workflow';
import { splitBackEdges } from '@/core/engine/back-edges';
import { isLoopType, ITEM_PORT, NEXT_PORT } from '@/core/engine/loop-nodes';
import { ERROR_PORT } from '@/core/engine/output-ports';
import type { SourceConnection } from './connections';
import { edgeKey } from './envelope';
import type { MadeNode } from './make-node';
import { portName } from './placeholder';
import type { Remark } from './report';

export interface Drawn {
  edges: GraphEdge[];
  /** What there is to say of nodes, by id. */
  remarks: Map<string, Remark[]>;
}

/** Rounds that a cycle without a loop node may take. */
const BACK_LIMIT = 1000;

/** The edges of a graph; connections that lead nowhere are told and left out. */
export function drawEdges(
  connections: readonly SourceConnection[],
  made: readonly MadeNode[],
  tell: (remark: Remark) => void,
): Drawn {
  const byName = new Map([...made].reverse().map((one) => [one.source.name, one]));
  const remarks = new Map<string, Remark[]>();
  const edges: GraphEdge[] = [];
  const seen = new Set<string>();
  for (const connection of connections) {
    const [from, to] = [byName.get(connection.from), byName.get(connection.to)];
    const names = { from: connection.from.slice(0, 120), to: connection.to.slice(0, 120) };
    if (!from || !to) {
      tell({ code: 'connection.dangling', values: names });
      continue;
    }
    const ends = portsOf(connection, from, to);
    if (typeof ends === 'string') {
      tell({ code: 'connection.unusable', values: { ...names, why: ends } });
      continue;
    }
    const edge = { id: `e${edges.length + 1}`, source: from.node.id, target: to.node.id, ...ends };
    if (seen.has(edgeKey(edge))) continue;
    seen.add(edgeKey(edge));
    edges.push(edge);
  }
  const turned = turnIntoLoops(edges, made, remarks);
  return { edges: limitCycles(turned, made, remarks), remarks };
}

/** Our ports of a connection, or why there are none. */
export function portsOf(
  { kind, output, toKind, input }: Pick<SourceConnection, 'kind' | 'output' | 'toKind' | 'input'>,
  from: Pick<MadeNode, 'node' | 'outputs'>,
  to: Pick<MadeNode, 'node' | 'inputs' | 'isTrigger'>,
): { sourcePort: string; targetPort: string } | string {
  if (to.isTrigger) return 'nothing leads into a trigger';
  const isStandIn = (node: { type: string }) => node.type === 'placeholder';
  if (kind !== 'main' || toKind !== 'main') {
    if (!isStandIn(from.node) || !isStandIn(to.node)) return kind;
    return { sourcePort: portName(kind, output), targetPort: portName(toKind, input) };
  }
  const sourcePort = outputAt(from, output);
  const targetPort = to.inputs[input];
  if (sourcePort === undefined) return `output ${output + 1}`;
  if (targetPort === undefined) return `input ${input + 1}`;
  return { sourcePort, targetPort };
}

/** The errors of a node leave by the output after its own. */
function outputAt({ node, outputs }: Pick<MadeNode, 'node' | 'outputs'>, index: number): string | undefined {
  const isError = index === outputs.length && node.settings.onError === 'error-port';
  return outputs[index] || (isError ? ERROR_PORT : undefined);
}

function turnIntoLoops(
  edges: readonly GraphEdge[],
  made: readonly MadeNode[],
  remarks: Map<string, Remark[]>,
): GraphEdge[] {
  const loops = made.filter(({ node }) => isLoopType(node.type));
  let turned = [...edges];
  for (const { node } of loops) {
    const body = reachedFrom(node.id, turned);
    let comesBack = false;
    turned = turned.map((edge) => {
      const fromBody = edge.source === node.id ? edge.sourcePort === ITEM_PORT : body.has(edge.source);
      if (edge.target !== node.id || !fromBody) return edge;
      comesBack = true;
      return { ...edge, targetPort: NEXT_PORT };
    });
    if (!comesBack && body.size > 0) add(remarks, node.id, { code: 'loop.no-way-back', values: {} });
  }
  return turned;
}

/** What a loop's batches reach without passing the loop again. */
function reachedFrom(loop: string, edges: readonly GraphEdge[]): Set<string> {
  const leaving = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const known = leaving.get(edge.source);
    if (known) known.push(edge);
    else leaving.set(edge.source, [edge]);
  }
  const reached = new Set<string>();
  const open = (leaving.get(loop) ?? []).filter((edge) => edge.sourcePort === ITEM_PORT).map((e) => e.target);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === loop || reached.has(id)) continue;
    reached.add(id);
    for (const { target } of leaving.get(id) ?? []) open.push(target);
  }
  return reached;
}

function limitCycles(
  edges: readonly GraphEdge[],
  made: readonly MadeNode[],
  remarks: Map<string, Remark[]>,
): GraphEdge[] {
  const nodes = new Map(made.map(({ node }) => [node.id, node]));
  const isNext = (edge: GraphEdge) =>
    edge.targetPort === NEXT_PORT && isLoopType(nodes.get(edge.target)?.type ?? '');
  const back = splitBackEdges(
    made.map(({ node }) => ({ id: node.id })),
    edges.filter((edge) => !isNext(edge)),
  );
  return edges.map((edge) => {
    if (!back.unlimited.has(edge.id)) return edge;
    const [from, to] = [nodes.get(edge.source)?.name ?? '', nodes.get(edge.target)?.name ?? ''];
    add(remarks, edge.source, { code: 'connection.limited', values: { from, to, limit: BACK_LIMIT } });
    return { ...edge, maxIterations: BACK_LIMIT };
  });
}

function add(remarks: Map<string, Remark[]>, id: string, remark: Remark): void {
  remarks.set(id, [...(remarks.get(id) ?? []), remark]);
}
