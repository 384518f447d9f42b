/** What a path becomes where it is dropped. Pure. */
import type { Json, JsonObject } from '@/core/items/item';
import type { Field } from '@/core/node-kit/field';
import { defaultsOf } from '@/core/node-kit/new-node';
import type { DroppedPath } from './path-targets';

function takesPath(field: Field): boolean {
  return (field.kind === 'text' || field.kind === 'json') && field.expression !== 'never';
}

/** A row for a list that holds the path, named like the field it reads; null when no field of a row takes paths. */
export function newRowFor(fields: readonly Field[], { expression, name }: DroppedPath): JsonObject | null {
  const value = fields.find((field) => field.name === 'value' && takesPath(field)) ?? fields.find(takesPath);
  if (!value) return null;
  const row: JsonObject = { ...defaultsOf(fields), [value.name]: expression };
  const label = fields.find((field) => ['name', 'key'].includes(field.name) && field.kind === 'text');
  if (label && label !== value && name !== '') row[label.name] = name;
  return row;
}

/** The text of a field after a path was put at its end; a value that is no text gives way. */
export function withPath(value: Json | undefined, expression: string, keepsText: boolean): string {
  return keepsText && typeof value === 'string' ? value + expression : expression;
}

/** Where a path lands in JSON text: bare inside a string, as a string of its own elsewhere. */
export function pathInJson(text: string, position: number, expression: string): string {
  const before = text.slice(0, position);
  const quotes = (before.match(/(?<!\\)"/g) ?? []).length;
  return quotes % 2 === 1 ? expression.replaceAll('"', '\\"') : JSON.stringify(expression);
}
