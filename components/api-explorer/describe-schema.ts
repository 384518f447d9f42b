/** JSON Schemas in words and rows, for people. */
import type { ApiSchema } from './api-document';

type Schemas = Readonly<Record<string, ApiSchema>>;

/** Follows a reference; undefined when it points nowhere. */
export function resolveSchema(schema: ApiSchema, schemas: Schemas): ApiSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (schemas[name] ?? {});
}

/** A type in a few words: `string`, `list of object`, `"a" | "b"`. */
export function typeWords(schema: ApiSchema, schemas: Schemas, depth = 0): string {
  if (schema.$ref !== undefined && depth > 3) return 'any JSON';
  const known = resolveSchema(schema, schemas);
  if (known.const !== undefined) return JSON.stringify(known.const);
  if (known.enum) return known.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = known.anyOf ?? known.oneOf;
  if (options) {
    return [...new Set(options.map((option) => typeWords(option, schemas, depth + 1)))].join(' | ');
  }
  const entry = typeof known.items === 'object' ? known.items : known.prefixItems?.[0];
  if (entry) return `list of ${typeWords(entry, schemas, depth + 1)}`;
  const type = Array.isArray(known.type) ? known.type.join(' | ') : known.type;
  if (type === 'array') return 'list';
  if (type === undefined) return known.properties ? 'object' : 'any JSON';
  return known.format === undefined ? type : `${type} (${known.format})`;
}

/**
 * The only values that a parameter takes, as they are written in an address; null when it takes others too. Of one that
 * may be given several times these are the values of each.
 */
export function onlyValues(schema: ApiSchema, schemas: Schemas, depth = 0): readonly string[] | null {
  if (depth > 3) return null;
  const known = resolveSchema(schema, schemas);
  if (known.const !== undefined) return [String(known.const)];
  if (known.enum) return known.enum.map(String);
  if (known.type === 'boolean') return ['true', 'false'];
  const entry = known.type === 'array' && typeof known.items === 'object' ? [known.items] : undefined;
  const options = (known.anyOf ?? known.oneOf ?? entry)?.map((one) => onlyValues(one, schemas, depth + 1));
  if (!options || options.length === 0) return null;
  return options.some((one) => one === null) ? null : [...new Set(options.flatMap((one) => one ?? []))];
}

/** A field of an object. */
export interface SchemaRow {
  name: string;
  type: string;
  required: boolean;
  description: string;
  default: string | null;
  /** What lies inside it, where it holds objects. */
  inner: ApiSchema | null;
}

/** The fields of an object, of the objects in a list, or of the first kind of object that is possible. */
export function schemaRows(schema: ApiSchema, schemas: Schemas): readonly SchemaRow[] {
  const holder = objectIn(schema, schemas, 0);
  if (!holder) return [];
  return Object.entries(holder.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeWords(field, schemas),
    required: holder.required?.includes(name) ?? false,
    description: resolveSchema(field, schemas).description ?? '',
    default: field.default === undefined ? null : JSON.stringify(field.default),
    inner: objectIn(field, schemas, 0) ? field : null,
  }));
}

function objectIn(schema: ApiSchema, schemas: Schemas, depth: number): ApiSchema | null {
  if (depth > 6) return null;
  const known = resolveSchema(schema, schemas);
  if (known.properties) return known;
  const inside = [
    ...(typeof known.items === 'object' ? [known.items] : []),
    ...(known.anyOf ?? known.oneOf ?? []),
    ...(typeof known.additionalProperties === 'object' ? [known.additionalProperties] : []),
  ];
  for (const option of inside) {
    const found = objectIn(option, schemas, depth + 1);
    if (found) return found;
  }
  return null;
}
