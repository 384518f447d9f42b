/** A node that Heddle has no type for: it keeps all it said, and has the ports that something was connected to. */
import type { JsonObject } from '@/core/items/item';
import { portKindOf, type SourceConnection } from './connections';
import type { Translation } from './context';
import { toSafeObject } from './safe-value';
import type { SourceNode } from './source';

/** Our name of a port: `main` first, then `main-2`; other kinds carry their own name. */
export function portName(kind: string, index: number): string {
  const name = kind.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 50) || 'main';
  return index === 0 ? name : `${name}-${index + 1}`;
}

/** Kinds and indexes that a node is connected by. */
export interface UsedPorts {
  inputs: Map<string, number>;
  outputs: Map<string, number>;
}

const MAX_PORTS = 50;

/** Highest index that is used, by name of the node and kind. */
export function findUsedPorts(connections: readonly SourceConnection[]): (name: string) => UsedPorts {
  const used = new Map<string, UsedPorts>();
  const at = (name: string): UsedPorts => {
    const known = used.get(name) ?? { inputs: new Map<string, number>(), outputs: new Map<string, number>() };
    used.set(name, known);
    return known;
  };
  const raise = (ports: Map<string, number>, kind: string, index: number) => {
    if (index < MAX_PORTS) ports.set(kind, Math.max(ports.get(kind) ?? 0, index));
  };
  for (const { from, kind, output, to, toKind, input } of connections) {
    raise(at(from).outputs, kind, output);
    raise(at(to).inputs, toKind, input);
  }
  return (name) => used.get(name) ?? { inputs: new Map(), outputs: new Map() };
}

/** Whether a node that is not known starts its workflow, by what it is called and by nothing leading to it. */
export function isTriggerLike(type: string, used: UsedPorts): boolean {
  return used.inputs.size === 0 && /trigger$|webhook$/i.test(type);
}

/** The placeholder for a node. `hasErrorPort`: its last main output is the one for errors. */
export function placeholderFor(node: SourceNode, used: UsedPorts, hasErrorPort: boolean): Translation {
  const isTrigger = isTriggerLike(node.type, used);
  const isAttachment = used.inputs.size === 0 && used.outputs.size > 0 && !used.outputs.has('main');
  const inputs = rows(used.inputs, isTrigger || isAttachment ? 0 : 1);
  const highest = used.outputs.get('main') ?? 0;
  const ownOutputs = new Map(used.outputs);
  if (hasErrorPort) ownOutputs.set('main', Math.max(0, highest - 1));
  const outputs = rows(ownOutputs, isAttachment ? 0 : 1);
  return {
    type: 'placeholder',
    parameters: {
      originalType: node.type.slice(0, 500),
      originalVersion: String(node.version),
      original: toSafeObject(node.parameters),
      credentials: toSafeObject(node.raw['credentials']),
      inputs,
      outputs,
    },
    inputs: names(inputs),
    outputs: names(outputs),
  };
}

function rows(ports: ReadonlyMap<string, number>, least: number): JsonObject[] {
  const all = new Map(ports);
  if (least > 0 && !all.has('main')) all.set('main', 0);
  return [...all]
    .sort(([a], [b]) => Number(b === 'main') - Number(a === 'main'))
    .flatMap(([kind, highest]) =>
      Array.from({ length: highest + 1 }, (_, index) => ({
        name: portName(kind, index),
        kind: portKindOf(kind),
      })),
    )
    .slice(0, MAX_PORTS);
}

/** Main ports alone: n8n's other kinds are found by their own names. */
function names(ports: readonly JsonObject[]): string[] {
  return ports.filter((port) => port.kind === 'items').map((port) => String(port.name));
}
