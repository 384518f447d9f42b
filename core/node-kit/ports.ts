/** The ports a node really has, as canvas, validation and plan see them. */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import { inputPortsOf, outputPortsOf } from '@/core/engine/output-ports';
import type { NodeDefinition, Port, PortKind } from './definition';

/** Ports where edges may end. Without a node: the ports of a fresh one. */
export function inputPorts(
  definition: NodeDefinition,
  node?: Pick<GraphNode, 'parameters'>,
): readonly Port[] {
  return inputPortsOf(definition, node?.parameters ?? {});
}

/** Ports where edges may begin, in the order they are drawn; the error port where it is switched on. */
export function outputPorts(
  definition: NodeDefinition,
  node: Pick<GraphNode, 'parameters' | 'settings'>,
): readonly Port[] {
  return outputPortsOf(definition, node.settings, node.parameters);
}

/** What travels through the port. */
export function portKind(port: Port): PortKind {
  return port.kind ?? 'items';
}
