/** Where a node's secrets stand, for redaction wherever parameters are shown. */
import type { JsonObject } from '@/core/items/item';
import type { NodeDefinition } from './definition';
import type { Field } from './field';

/** Dotted paths of secret fields; `*` stands for each row of a list: `headers.*.value`. */
export function secretPaths(definition: Pick<NodeDefinition, 'fields'>): readonly string[] {
  return pathsOf(definition.fields, '');
}

function pathsOf(fields: readonly Field[], prefix: string): string[] {
  return fields.flatMap((field) => {
    if (field.kind === 'list') return pathsOf(field.item, `${prefix}${field.name}.*.`);
    return field.kind === 'text' && field.secret ? [`${prefix}${field.name}`] : [];
  });
}

/** The values of secret fields in these parameters, expressions left out: what a scrubber must know. */
export function secretValues(
  definition: Pick<NodeDefinition, 'fields'>,
  parameters: JsonObject,
): readonly string[] {
  return valuesOf(definition.fields, parameters);
}

function valuesOf(fields: readonly Field[], row: JsonObject): string[] {
  return fields.flatMap((field) => {
    const value = Object.hasOwn(row, field.name) ? row[field.name] : undefined;
    if (field.kind === 'list') {
      const rows = Array.isArray(value) ? value : [];
      return rows.flatMap((child) =>
        typeof child === 'object' && child !== null && !Array.isArray(child)
          ? valuesOf(field.item, child)
          : [],
      );
    }
    return field.kind === 'text' && field.secret && typeof value === 'string' && value !== '' ? [value] : [];
  });
}
