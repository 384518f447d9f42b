/** Names of fields as executors take them from parameters: refused before anything could be written to a prototype. */
import { isForbiddenPath, splitName, splitNames, type FieldPath } from '@/core/items/field-path';
import { NodeFailure } from './node-failure';

/** The path to write a field by; dots nest unless `dots` says otherwise. Throws NodeFailure `field.forbidden-name`. */
export function writablePath(name: string, dots = true): FieldPath {
  const path = splitName(name, dots);
  if (!isForbiddenPath(path)) return path;
  throw NodeFailure.final(
    'field.forbidden-name',
    `"${name}" cannot be used as a field name. Choose another.`,
    {
      details: { field: name },
    },
  );
}

/** Field names separated by commas, each of which may be written. */
export function fieldNames(text: string): string[] {
  const names = splitNames(text);
  for (const name of names) writablePath(name);
  return names;
}
