/** Edges as n8n's connections: those of the file while nobody changed them, else the file's with what was changed. */
import type { Graph, GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';
import { ERROR_PORT } from '@/core/engine/output-ports';
import { isLoopType, NEXT_PORT } from '@/core/engine/loop-nodes';
import { isPlainObject } from '@/core/items/plain-json';
import { mapConnections, type SourceConnection } from './connections';
import { edgeKey, edgesFingerprint, unseal } from './envelope';
import { renamed } from './renamed';
import { own } from './safe-value';

/** The connections; undefined where the file had none and there are none now. */
export function connectionsOf(graph: Graph, before: unknown, whole: Record<string, unknown>): unknown {
  const names = renamed(graph);
  const rename = (name: string) => names.get(name) ?? name;
  if (edgesFingerprint(graph.edges) === whole['edges']) {
    return names.size === 0 ? before : mapConnections(before, () => true, rename);
  }
  const nodes = graph.nodes.map(portsBack);
  const byName = new Map([...nodes].reverse().map((one) => [one.original, one]));
  const left = new Map(graph.edges.map((edge) => [edgeKey(edge), edge]));
  const once = new Set(Array.isArray(whole['names']) ? (whole['names'] as readonly unknown[]) : []);
  const isGone = (name: string) => once.has(name) && !byName.has(name);
  const given = isPlainObject(before) ? Object.entries(before).filter(([name]) => !isGone(name)) : [];
  const kept = mapConnections(
    Object.fromEntries(given),
    (connection) => {
      const [from, to] = [byName.get(connection.from), byName.get(connection.to)];
      // What led to nothing stays; what led to a node that was removed goes with it.
      if (!from || !to) return !isGone(connection.from) && !isGone(connection.to);
      const keys = keysOf(connection, from, to);
      if (keys.length === 0) return true;
      const found = keys.find((key) => left.has(key));
      if (found !== undefined) left.delete(found);
      return found !== undefined;
    },
    rename,
  );
  return add(isPlainObject(kept) ? kept : {}, [...left.values()], nodes);
}

interface Ends {
  node: GraphNode;
  /** Its name in the file; that of a new node is its own. */
  original: string;
  inputs: readonly string[];
  outputs: readonly string[];
}

function portsBack(node: GraphNode): Ends {
  const sealed = unseal(node.imported);
  const name = own(sealed, 'node', 'name');
  const isCopy = sealed?.['as'] !== node.id;
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : ['main']);
  return {
    node,
    original: typeof name === 'string' && !isCopy ? name : node.name,
    inputs: list(sealed?.['inputs']),
    outputs: list(sealed?.['outputs']),
  };
}

/** The edges that a connection may have become. */
function keysOf({ kind, output, toKind, input }: SourceConnection, from: Ends, to: Ends): string[] {
  const sourcePort = kind === 'main' ? from.outputs[output] || ERROR_PORT : portOf(kind, output);
  const targetPort = toKind === 'main' ? to.inputs[input] : portOf(toKind, input);
  if (targetPort === undefined) return [];
  const ends = { source: from.node.id, sourcePort, target: to.node.id, targetPort };
  const keys = [edgeKey({ id: '', ...ends })];
  if (isLoopType(to.node.type)) keys.push(edgeKey({ id: '', ...ends, targetPort: NEXT_PORT }));
  return keys;
}

function portOf(kind: string, index: number): string {
  return index === 0 ? kind : `${kind}-${index + 1}`;
}

function add(
  connections: Record<string, unknown>,
  edges: readonly GraphEdge[],
  nodes: readonly Ends[],
): Record<string, unknown> {
  const byId = new Map(nodes.map((one) => [one.node.id, one]));
  const result: Record<string, unknown> = { ...connections };
  for (const edge of edges) {
    const [from, to] = [byId.get(edge.source), byId.get(edge.target)];
    if (!from || !to) continue;
    const [kind, output] = outputOf(edge.sourcePort, from);
    const [type, index] = inputOf(edge.targetPort, to);
    const kinds = { ...(isPlainObject(result[from.node.name]) ? (result[from.node.name] as object) : {}) };
    const given: unknown = own(kinds, kind);
    const lists: unknown[] = Array.isArray(given) ? [...(given as readonly unknown[])] : [];
    while (lists.length <= output) lists.push([]);
    const targets = Array.isArray(lists[output]) ? (lists[output] as readonly unknown[]) : [];
    lists[output] = [...targets, { node: to.node.name, type, index }];
    result[from.node.name] = { ...kinds, [kind]: lists };
  }
  return result;
}

function outputOf(port: string, { outputs }: Ends): [kind: string, index: number] {
  const index = outputs.indexOf(port);
  if (index >= 0) return ['main', index];
  return port === ERROR_PORT ? ['main', outputs.length] : kindOf(port);
}

function inputOf(port: string, { node, inputs }: Ends): [kind: string, index: number] {
  if (port === NEXT_PORT && isLoopType(node.type)) return ['main', 0];
  const index = inputs.indexOf(port);
  return index >= 0 ? ['main', index] : kindOf(port);
}

/** `ai_tool-2` is the second of its kind; a port of ours is taken for the first of n8n's. */
function kindOf(port: string): [kind: string, index: number] {
  const match = /^(ai_[A-Za-z]+)(?:-(\d+))?$/.exec(port);
  if (!match) return ['main', 0];
  return [match[1] ?? 'main', match[2] === undefined ? 0 : Number(match[2]) - 1];
}
