import { coerce, type ValueType } from '@/core/items/coerce';
import { copyJson, getField, removeField, setField, splitName } from '@/core/items/field-path';
import type { Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

interface Assignment {
  name: string;
  value: Json;
}

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    const json = keptFields(item.json, parameters);
    const assignments =
      parameters.mode === 'json'
        ? readJson(parameters.json)
        : parameters.assignments.map((row) => readAssignment(row, parameters.ignoreErrors));
    for (const { name, value } of assignments) {
      const path = splitName(name, parameters.dots && parameters.mode === 'fields');
      if (path.includes('__proto__')) {
        throw NodeFailure.final(
          'edit-fields.forbidden-name',
          `"${name}" cannot be used as a field name. Choose another.`,
        );
      }
      setField(json, path, copyJson(value));
    }
    return item.binary === undefined || !parameters.keepFiles ? { json } : { json, binary: item.binary };
  },
};

function keptFields(
  source: JsonObject,
  parameters: { keep: 'all' | 'none' | 'selected' | 'except'; keepFields: string; dots: boolean },
): JsonObject {
  const { keep, keepFields, dots } = parameters;
  if (keep === 'none') return {};
  if (keep === 'all') return copyJson(source);
  const paths = keepFields
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => splitName(name, dots));
  const kept: JsonObject = keep === 'except' ? copyJson(source) : {};
  for (const path of paths) {
    if (keep === 'except') {
      removeField(kept, path);
      continue;
    }
    const value = getField(source, path);
    if (value !== undefined) setField(kept, path, copyJson(value));
  }
  return kept;
}

function readAssignment(row: { name: string; type: ValueType; value?: unknown }, asIs: boolean): Assignment {
  const result = coerce(row.type, row.value);
  if (result.ok) return { name: row.name, value: result.value };
  // A resolved parameter is JSON.
  if (asIs) return { name: row.name, value: (row.value ?? null) as Json };
  throw NodeFailure.final(
    'edit-fields.cannot-convert',
    `The value of "${row.name}" cannot be read as ${row.type}: ${shorten(row.value)}. Change the type or the value.`,
    { details: { field: row.name, type: row.type } },
  );
}

function readJson(value: unknown): Assignment[] {
  const result = coerce('object', value);
  if (result.ok && isPlainObject(result.value)) {
    return Object.entries(result.value).map(([name, member]) => ({ name, value: member }));
  }
  throw NodeFailure.final(
    'edit-fields.not-an-object',
    'JSON must be an object such as {"name": "Ada"}. Correct it.',
  );
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
