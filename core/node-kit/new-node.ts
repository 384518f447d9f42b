/** A fresh node of a type, ready to be drawn: defaults filled in, a name that nobody else has. */
import type { GraphNode } from '@/core/contracts/portable-workflow';
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeDefinition } from './definition';
import type { Field } from './field';

export interface NewNodeOptions {
  /** Fresh id, unique in the workflow; made by the caller, since core has no randomness. */
  id: string;
  takenNames: Iterable<string>;
}

/** A node with the definition's defaults, named after the type (`If`, `If 2`, …). */
export function newNode(
  definition: NodeDefinition,
  position: { x: number; y: number },
  options: NewNodeOptions,
): GraphNode {
  return {
    id: options.id,
    type: definition.type,
    typeVersion: definition.version,
    name: uniqueName(definition.name, new Set(options.takenNames)),
    position,
    parameters: defaultParameters(definition),
    settings: { onError: 'stop', disabled: false, alwaysOutput: false, executeOnce: false },
    credentials: {},
  };
}

/** The default of every field that has one. Each call gives fresh values. */
export function defaultParameters(definition: Pick<NodeDefinition, 'fields'>): JsonObject {
  return defaultsOf(definition.fields);
}

/** A new row of a list field. */
export function defaultsOf(fields: readonly Field[]): JsonObject {
  const parameters: JsonObject = {};
  for (const field of fields) {
    if (field.default !== undefined) parameters[field.name] = structuredClone(field.default) as Json; // JSON-safe by contract
  }
  return parameters;
}

/** `base`, or `base 2`, `base 3`, … whichever is free. A number at the end of `base` is counted on. */
export function uniqueName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  const stem = base.replace(/ \d{1,9}$/, '').slice(0, 110);
  for (let count = 2; ; count += 1) {
    const name = `${stem} ${count}`;
    if (!taken.has(name)) return name;
  }
}
