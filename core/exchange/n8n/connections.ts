/** n8n's connections, by name, kind and index, as edges between ports. */
import type { PortKind } from '@/core/node-kit/definition';
import { isPlainObject } from '@/core/items/plain-json';

/** One connection as it stands in the file. */
export interface SourceConnection {
  from: string;
  /** Kind of the output: `main`, `ai_tool`. */
  kind: string;
  output: number;
  to: string;
  toKind: string;
  input: number;
}

const KINDS: Readonly<Record<string, PortKind>> = {
  main: 'items',
  ai_languageModel: 'model',
  ai_tool: 'tool',
  ai_memory: 'memory',
  ai_outputParser: 'output-schema',
};

/** What travels through a connection of that kind. Everything else of AI is knowledge of some sort. */
export function portKindOf(kind: string): PortKind {
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? 'knowledge';
}

/** Every connection that can be read, in file order. Whatever has another shape is passed over. */
export function readConnections(value: unknown): SourceConnection[] {
  const found: SourceConnection[] = [];
  eachTarget(value, (connection) => {
    found.push(connection);
    return true;
  });
  return found;
}

/**
 * The same connections without those that `keep` refuses, and under other names. Everything of another shape stays.
 * Lists keep their places, since those are the outputs.
 */
export function mapConnections(
  value: unknown,
  keep: (connection: SourceConnection) => boolean,
  rename: (name: string) => string,
): unknown {
  const mapped = eachTarget(value, keep, rename);
  return mapped;
}

function eachTarget(
  value: unknown,
  keep: (connection: SourceConnection) => boolean,
  rename: (name: string) => string = (name) => name,
): unknown {
  if (!isPlainObject(value)) return value;
  const result = Object.entries(value).map(([from, kinds]): [string, unknown] => {
    if (!isPlainObject(kinds)) return [rename(from), kinds];
    const mapped = Object.entries(kinds).map(([kind, outputs]): [string, unknown] => {
      if (!Array.isArray(outputs)) return [kind, outputs];
      return [
        kind,
        (outputs as readonly unknown[]).map((targets, output) => {
          if (!Array.isArray(targets)) return targets;
          return (targets as readonly unknown[]).flatMap((target): unknown[] => {
            const read = readTarget(target);
            if (!read) return [target];
            if (!keep({ from, kind, output, ...read })) return [];
            const name = rename(read.to);
            return [name === read.to ? target : { ...(target as object), node: name }];
          });
        }),
      ];
    });
    return [rename(from), fromEntries(mapped)];
  });
  return fromEntries(result);
}

/** Unlike `Object.fromEntries` on its own, keeps a key `__proto__` as what it is in JSON: a key. */
function fromEntries(entries: readonly [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

function readTarget(target: unknown): Pick<SourceConnection, 'to' | 'toKind' | 'input'> | undefined {
  if (!isPlainObject(target) || typeof target['node'] !== 'string') return undefined;
  const { node, type, index } = target;
  const input = typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : 0;
  return { to: node, toKind: typeof type === 'string' && type !== '' ? type : 'main', input };
}
