/** The rules of one edge that need nothing but its two ends: ports exist, kinds match, a trigger takes no input. */
import type { GraphEdge, GraphNode } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';
import type { Catalog, NodeDefinition, Port } from '@/core/node-kit/definition';
import { inputPorts, outputPorts, portKind } from '@/core/node-kit/ports';

export interface EdgeEnds {
  source: GraphNode;
  target: GraphNode;
}

/** Ports by name, worked out once for each node of a graph. */
export interface PortTable {
  inputs(node: GraphNode): ReadonlyMap<string, Port> | undefined;
  outputs(node: GraphNode): ReadonlyMap<string, Port> | undefined;
  definition(node: GraphNode): NodeDefinition | undefined;
}

/** A table over a catalog; ports of unknown types are undefined. */
export function createPortTable(catalog: Catalog): PortTable {
  const inputs = new Map<GraphNode, ReadonlyMap<string, Port>>();
  const outputs = new Map<GraphNode, ReadonlyMap<string, Port>>();
  const definition = (node: GraphNode) => catalog.find(node.type, node.typeVersion);
  const byName = (ports: readonly Port[]) => new Map(ports.map((port) => [port.name, port]));
  return {
    definition,
    inputs(node) {
      const found = definition(node);
      if (!found) return undefined;
      const known = inputs.get(node) ?? byName(inputPorts(found, node));
      inputs.set(node, known);
      return known;
    },
    outputs(node) {
      const found = definition(node);
      if (!found) return undefined;
      const known = outputs.get(node) ?? byName(outputPorts(found, node));
      outputs.set(node, known);
      return known;
    },
  };
}

/** The first rule that the edge breaks, or null. Ends of unknown type are not judged. */
export function checkConnection(edge: GraphEdge, ends: EdgeEnds, table: PortTable): Problem | null {
  const from = table.outputs(ends.source);
  const to = table.inputs(ends.target);
  const sourcePort = from?.get(edge.sourcePort);
  if (from && !sourcePort)
    return unknownPort(edge, { node: ends.source, known: [...from.keys()], side: 'output' });
  if (to && table.definition(ends.target)?.trigger !== undefined) return intoTrigger(ends.target);
  const targetPort = to?.get(edge.targetPort);
  if (to && !targetPort)
    return unknownPort(edge, { node: ends.target, known: [...to.keys()], side: 'input' });
  if (sourcePort && targetPort && portKind(sourcePort) !== portKind(targetPort)) {
    return kindMismatch(ends, sourcePort, targetPort);
  }
  return null;
}

function unknownPort(
  edge: GraphEdge,
  at: { node: GraphNode; known: readonly string[]; side: 'input' | 'output' },
): Problem {
  const { node, known, side } = at;
  const port = side === 'output' ? edge.sourcePort : edge.targetPort;
  const names = known.map((name) => `"${name}"`).join(', ');
  return {
    code: 'graph.unknown-port',
    severity: 'error',
    nodeId: node.id,
    path: side === 'output' ? 'sourcePort' : 'targetPort',
    message: `"${node.name}" has no ${side} port "${port}".`,
    params: { node: node.name, port, side, known: names, count: known.length },
    fix: known.length > 0 ? `Use ${names}.` : 'Remove the connection.',
  };
}

function intoTrigger(node: GraphNode): Problem {
  return {
    code: 'graph.into-trigger',
    severity: 'error',
    nodeId: node.id,
    path: 'target',
    message: `"${node.name}" starts the workflow, so nothing can lead into it.`,
    params: { node: node.name },
    fix: 'Connect to a node that comes after it.',
  };
}

function kindMismatch(ends: EdgeEnds, sourcePort: Port, targetPort: Port): Problem {
  const from = portKind(sourcePort);
  const to = portKind(targetPort);
  return {
    code: 'graph.port-kind',
    severity: 'error',
    nodeId: ends.target.id,
    path: 'targetPort',
    message: `"${ends.source.name}" gives ${from} here, but "${ends.target.name}" takes ${to}.`,
    params: { from, to, source: ends.source.name, target: ends.target.name },
    fix: `Connect it to a port that takes ${from}.`,
  };
}
