/** Texts of node types from the message catalogue: `nodes.<type>.…` where there is one, else the definition's own. */
import { localiseDefinition, type TextOf } from '@/core/node-kit/localise-definition';
import type { NodeDefinition } from '@/core/node-kit/definition';

export interface NodeTypes {
  definitions: NodeDefinition[];
  /** Type → SVG text. */
  icons: Record<string, string>;
  /** Type → help page in markdown; its key is `nodes.<type>.help`. */
  help: Record<string, string>;
}

/** The node types in the words of a catalogue; themselves when it says nothing about nodes. */
export function localiseNodeTypes(types: NodeTypes, messages: unknown): NodeTypes {
  const nodes = child(messages, 'nodes');
  if (typeof nodes !== 'object' || nodes === null) return types;
  const textOf: TextOf = (key, english) => {
    const found = key.reduce(child, nodes);
    return typeof found === 'string' ? found : english;
  };
  const help = Object.entries(types.help).map(
    ([type, page]) => [type, textOf([type, 'help'], page)] as const,
  );
  return {
    ...types,
    definitions: types.definitions.map((definition) => localiseDefinition(definition, textOf)),
    help: Object.fromEntries(help),
  };
}

/** Keys of a catalogue's `nodes` that name no text of these node types, for example after a field was renamed. */
export function unknownNodeTexts(types: NodeTypes, messages: unknown): string[] {
  const known = new Set(Object.keys(types.help).map((type) => `${type}.help`));
  for (const definition of types.definitions) {
    localiseDefinition(definition, (key, english) => {
      known.add(key.join('.'));
      return english;
    });
  }
  return leaves(child(messages, 'nodes'), '').filter((key) => !known.has(key));
}

function child(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key]; // an own property, just checked
}

function leaves(value: unknown, path: string): string[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}
