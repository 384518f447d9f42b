/** The shape of a list of items, read from the items themselves: which fields there are, of which types, how often. */
import type { Json } from '@/core/items/item';

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export interface SchemaField {
  /** The key, or `[]` for the entries of an array. */
  name: string;
  /** Keys from the item's root; array entries are written as the index 0. */
  path: readonly (string | number)[];
  types: readonly JsonType[];
  /** The first value that is not null, cut to one line. */
  example: string;
  /** False when some of the looked-at objects lack it. */
  always: boolean;
  children: readonly SchemaField[];
}

const MAX_ITEMS = 200;
const MAX_FIELDS = 500;
const MAX_DEPTH = 8;

/** The JSON type of a value. */
export function jsonTypeOf(value: Json | undefined): JsonType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

/** A value on one line, at most `length` characters. */
export function previewValue(value: Json | undefined, length = 80): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value.slice(0, length + 1) : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return jsonTypeOf(value) === 'object';
}

function describe(name: string, path: readonly (string | number)[], values: readonly Json[]): SchemaField {
  const types = [...new Set(values.map(jsonTypeOf))];
  const known = types.length > 1 ? types.filter((type) => type !== 'null') : types;
  const example = values.find((value) => value !== null);
  return {
    name,
    path,
    types: known,
    example: previewValue(example ?? null),
    always: true,
    children: path.length >= MAX_DEPTH ? [] : childrenOf(path, values),
  };
}

function childrenOf(path: readonly (string | number)[], values: readonly Json[]): SchemaField[] {
  const objects = values.filter(isObject);
  const entries = values.flatMap((value) => (Array.isArray(value) ? value.slice(0, 20) : []));
  const fields = objectFields(path, objects);
  return entries.length > 0 ? [...fields, describe('[]', [...path, 0], entries)] : fields;
}

function objectFields(
  path: readonly (string | number)[],
  objects: readonly { [key: string]: Json }[],
): SchemaField[] {
  const byKey = new Map<string, Json[]>();
  for (const object of objects) {
    for (const [key, value] of Object.entries(object)) {
      const values = byKey.get(key);
      if (values) values.push(value);
      else if (byKey.size < MAX_FIELDS) byKey.set(key, [value]);
    }
  }
  return [...byKey].map(([key, values]) => ({
    ...describe(key, [...path, key], values),
    always: values.length === objects.length,
  }));
}

/** The fields of a list of items, in the order they first appear; the first 200 items are looked at. */
export function inferSchema(items: readonly { json: { [key: string]: Json } }[]): SchemaField[] {
  return objectFields(
    [],
    items.slice(0, MAX_ITEMS).map((item) => item.json),
  );
}

/** The expression that reads a path of the current item: `{{ $json.a["b c"][0] }}`. */
export function pathExpression(path: readonly (string | number)[], root = '$json'): string {
  const steps = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return `{{ ${root}${steps.join('')} }}`;
}
