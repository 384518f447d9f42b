import { copyJson, omitFields, pickFields, readField, setField } from '@/core/items/field-path';
import type { FileRef, Item, Json, JsonObject } from '@/core/items/item';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { fieldNames, writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

type AggregateParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const items = input.items();
    const { parameters } = input;
    const json = parameters.mode === 'all-items' ? wholeItems(items, parameters) : lists(items, parameters);
    const from = items.map((_item, index) => ({ port: 'main', index }));
    const binary = parameters.keepFiles ? filesOf(items, parameters.uniqueFiles) : {};
    const files = Object.keys(binary).length > 0 ? { binary } : {};
    return { kind: 'done', outputs: { main: [{ json, ...files, from }] } };
  },
};

function wholeItems(items: readonly Item[], parameters: AggregateParameters): JsonObject {
  const { include, includeFields, destination, dots } = parameters;
  const names = fieldNames(includeFields);
  const json: JsonObject = {};
  const list = items.map((item): Json => {
    if (include === 'all') return item.json;
    return include === 'selected' ? pickFields(item.json, names, dots) : omitFields(item.json, names, dots);
  });
  setField(json, writablePath(destination === '' ? 'data' : destination, dots), list);
  return json;
}

function lists(items: readonly Item[], parameters: AggregateParameters): JsonObject {
  const { fields, destination, dots } = parameters;
  if (fields.length === 0) {
    throw NodeFailure.final('aggregate.no-fields', 'No field is named. Add one, or collect whole items.');
  }
  const json: JsonObject = {};
  for (const { field, name } of fields) {
    const path = writablePath(name === '' ? lastPart(field, dots) : name, dots);
    setField(json, path, listOf(items, field, parameters));
  }
  if (destination === '') return json;
  const outer: JsonObject = {};
  setField(outer, writablePath(destination, dots), json);
  return outer;
}

function listOf(items: readonly Item[], field: string, parameters: AggregateParameters): Json[] {
  return items.flatMap((item): Json[] => {
    const value = readField(item.json, field, parameters.dots);
    if (value === undefined || value === null) return parameters.keepMissing ? [null] : [];
    return Array.isArray(value) && parameters.mergeLists ? copyJson(value) : [value];
  });
}

function lastPart(field: string, dots: boolean): string {
  return dots ? (field.split('.').at(-1) ?? field) : field;
}

/** The files of all items under their names; one whose name is taken gets the next free number. */
function filesOf(items: readonly Item[], unique: boolean): Record<string, FileRef> {
  const files = new Map<string, FileRef>();
  const seen = new Set<string>();
  for (const [name, file] of items.flatMap((item) => Object.entries(item.binary ?? {}))) {
    const same = JSON.stringify([file.name, file.mediaType, file.size]);
    if (unique && seen.has(same)) continue;
    seen.add(same);
    let free = name;
    for (let count = 1; files.has(free); count += 1) free = `${name}_${count}`;
    files.set(free, file);
  }
  return Object.fromEntries(files);
}
