/** What an expression of a node would see for its first item: completion and preview evaluate over this. Pure. */
import { createEnv, type EnvNode, type ExpressionEnv } from '@/core/expression/scope';
import { flatItems, nodeInput, nodeOutput, type NodeDataInput } from './node-data';

export interface SampleEnvInput extends NodeDataInput {
  nodeId: string;
  workflow: { id: string; name: string };
  /** Milliseconds since the epoch. */
  now: number;
  runId: string | null;
}

/** The environment of the first item of a node. */
export function sampleEnv(input: SampleEnvInput): ExpressionEnv {
  const { graph, nodeId, workflow, now, runId } = input;
  const items = flatItems(nodeInput(input, nodeId));
  const self = graph.nodes.find((candidate) => candidate.id === nodeId);
  const missing: EnvNode = { exists: false, executed: false, items: () => [], pairedItem: () => undefined };
  return createEnv({
    item: items[0],
    inputItems: () => items,
    node: (name) => {
      const node = graph.nodes.find((candidate) => candidate.name === name);
      if (!node) return missing;
      const output = nodeOutput(input, node);
      const itemsOf = (port?: string) =>
        port === undefined ? flatItems(output) : (output.ports[port] ?? []);
      return {
        exists: true,
        executed: output.source !== 'none',
        items: itemsOf,
        pairedItem: (index = 0) => itemsOf()[index] ?? itemsOf()[0],
      };
    },
    nodeNames: () => graph.nodes.filter((node) => node.id !== nodeId).map((node) => node.name),
    now,
    timezone: graph.settings.timezone,
    workflow,
    ...(self ? { self: { id: nodeId, name: self.name, version: self.typeVersion } } : {}),
    execution: { id: runId ?? '', mode: 'test' },
  });
}
