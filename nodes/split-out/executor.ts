import {
  copyJson,
  getField,
  omitFields,
  pathIn,
  pickFields,
  setField,
  splitNames,
} from '@/core/items/field-path';
import type { Item, Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

interface Target {
  /** Where each entry is written; null: the entry is the item. */
  path: readonly string[] | null;
  entries: readonly Json[];
}

export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }) {
    const names = splitNames(parameters.field);
    if (names.length === 0) {
      throw NodeFailure.final('split-out.no-field', 'No list is named. Enter the field that holds the list.');
    }
    const destinations = splitNames(parameters.destination);
    const targets = names.map((name, at) =>
      targetOf(item, name, {
        dots: parameters.dots,
        destination: destinations[at],
        mayReplace: parameters.keep === 'none' && names.length === 1,
      }),
    );
    const length = Math.max(...targets.map(({ entries }) => entries.length));
    const base = baseOf(item.json, names, parameters);
    const files =
      parameters.files === 'with-fields' ? parameters.keep !== 'none' : parameters.files === 'keep';
    const flat = targets.every(({ path }) => path === null || path.length === 1);
    return Array.from({ length }, (_, index): OutputItem => {
      // Writing below the top level would change what the items share.
      const json: JsonObject = flat ? { ...base } : copyJson(base);
      for (const { path, entries } of targets) {
        const entry = entries[index];
        if (entry === undefined) continue;
        if (path) setField(json, path, entry);
        else if (isPlainObject(entry)) Object.assign(json, entry);
      }
      return files && item.binary ? { json, binary: item.binary } : { json };
    });
  },
};

function targetOf(
  item: Item,
  name: string,
  options: { destination: string | undefined; mayReplace: boolean; dots: boolean },
): Target {
  const { dots } = options;
  const path = pathIn(item.json, name, dots);
  const value = getField(item.json, path);
  const entries = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  if (options.destination !== undefined) return { path: writablePath(options.destination, dots), entries };
  const replaces = options.mayReplace && entries.every(isPlainObject);
  // With nothing else kept, the last name says enough: `body.rows` gives `rows`.
  return { path: replaces ? null : writableParts(options.mayReplace ? path.slice(-1) : path), entries };
}

function writableParts(path: readonly string[]): readonly string[] {
  for (const part of path) writablePath(part, false);
  return path;
}

function baseOf(
  json: JsonObject,
  names: readonly string[],
  how: { keep: 'none' | 'all' | 'selected' | 'except'; keepFields: string; dots: boolean },
): JsonObject {
  const { dots } = how;
  switch (how.keep) {
    case 'none':
      return {};
    case 'all':
      return omitFields(json, names, dots);
    case 'selected':
      return omitFields(pickFields(json, splitNames(how.keepFields), dots), names, dots);
    case 'except':
      return omitFields(json, [...names, ...splitNames(how.keepFields)], dots);
  }
}
