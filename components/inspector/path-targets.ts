/** The fields of an open form that take a path, in the order they stand there. Pure; one for each inspected node. */
import type { Field } from '@/core/node-kit/field';
import type { PathField } from '@/components/data-view/path-target';

/** What is dropped on a field, or put in from the menu of a path. */
export interface DroppedPath {
  /** `{{ $json.a }}`. */
  expression: string;
  /** The name of the field it reads. */
  name: string;
}

export interface PathTargets {
  /** Registers a field; the answer takes it away again. */
  add(field: { key: string; label: string }, insert: (dropped: DroppedPath) => void): () => void;
  fields(): readonly PathField[];
  insert(key: string, dropped: DroppedPath): void;
}

/**
 * What a field is called among all fields of a node: `Headers 2 · Value`. A key that ends with `+` is a list that would
 * get a new row.
 */
export function fieldTitle(fields: readonly Field[], key: string, label: string): string {
  const [root = '', ...rest] = key.split('.');
  if (rest.length === 0) return label;
  const list = fields.find((field) => field.name === root);
  const row = rest.find((part) => /^\d+$/.test(part));
  const head = `${list?.label ?? root}${row === undefined ? '' : ` ${Number(row) + 1}`}`;
  return rest.at(-1) === '+' ? `${head} · +` : `${head} · ${label}`;
}

/** Numbers in keys count as numbers: row 10 comes after row 2. */
function byPlace(fields: readonly Field[]): (a: PathField, b: PathField) => number {
  const rootOf = (field: PathField) => fields.findIndex(({ name }) => name === field.key.split('.')[0]);
  return (a, b) => rootOf(a) - rootOf(b) || a.key.localeCompare(b.key, 'en', { numeric: true });
}

/** Makes the register of one form. */
export function createPathTargets(fields: readonly Field[]): PathTargets {
  const known = new Map<string, { label: string; insert: (dropped: DroppedPath) => void }>();
  return {
    add: ({ key, label }, insert) => {
      const entry = { label, insert };
      known.set(key, entry);
      return () => {
        if (known.get(key) === entry) known.delete(key);
      };
    },
    fields: () =>
      [...known]
        .map(([key, { label }]) => ({ key, title: fieldTitle(fields, key, label) }))
        .sort(byPlace(fields)),
    insert: (key, dropped) => known.get(key)?.insert(dropped),
  };
}
