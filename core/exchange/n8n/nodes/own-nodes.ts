/** Nodes that were made here and exported to n8n's format: they come back as they were. */
import type { NodeRule } from './rule';
import { toSafeObject } from '../safe-value';

/** Type prefix of nodes that n8n has no type for. */
export const OWN_PREFIX = 'heddle.';

/** The rule for a type of ours. */
export function OWN_RULES(type: string): NodeRule | undefined {
  if (!type.startsWith(OWN_PREFIX)) return undefined;
  const own = type.slice(OWN_PREFIX.length);
  return {
    type,
    versions: [100],
    becomes: own,
    translate: ({ node, ignore }) => {
      ignore(...Object.keys(node.parameters));
      const { ports, parameters } = node.parameters as { ports?: unknown; parameters?: unknown };
      const names = (side: string) => {
        const list: unknown =
          typeof ports === 'object' && ports !== null ? Reflect.get(ports, side) : undefined;
        return Array.isArray(list) ? list.map(String) : ['main'];
      };
      return { type: own, parameters: toSafeObject(parameters), inputs: names('in'), outputs: names('out') };
    },
  };
}
