import { readField, setField, splitName, splitNames } from '@/core/items/field-path';
import type { Item, Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { valuesKey } from '@/core/items/value-key';
import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import { fieldNames, writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { summarizeValues } from './operations';

type SummarizeParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

interface Group {
  items: Item[];
  indexes: number[];
}

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { parameters } = input;
    if (parameters.values.length === 0) {
      throw NodeFailure.final('summarize.no-values', 'Nothing to work out is named. Add a value.');
    }
    const names = fieldNames(parameters.groupBy);
    const groups = groupsOf(input.items(), names, parameters);
    const rows = groups.map((group): OutputItem => ({
      json: rowOf(group, names, parameters),
      from: group.indexes.map((index) => ({ port: 'main', index })),
    }));
    switch (parameters.output) {
      case 'items':
        return { kind: 'done', outputs: { main: rows } };
      case 'one':
        return { kind: 'done', outputs: { main: [asOne(rows, parameters)] } };
      case 'nested':
        return { kind: 'done', outputs: { main: [asNested(groups, names, parameters)] } };
    }
  },
};

/** In the order in which each group first appears. Without names: all items are one group. */
function groupsOf(
  items: readonly Item[],
  names: readonly string[],
  parameters: SummarizeParameters,
): Group[] {
  const { dots, skipUngrouped } = parameters;
  const groups = new Map<string, Group>();
  for (const [index, item] of items.entries()) {
    const values = names.map((name) => readField(item.json, name, dots));
    if (skipUngrouped && values.some(isBlank)) continue;
    const key = valuesKey(values);
    const group = groups.get(key) ?? { items: [], indexes: [] };
    group.items.push(item);
    group.indexes.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function rowOf(group: Group, names: readonly string[], parameters: SummarizeParameters): JsonObject {
  const { dots } = parameters;
  const json: JsonObject = {};
  const [first] = group.items;
  for (const name of names) {
    setField(json, splitName(name, dots), (first && readField(first.json, name, dots)) ?? null);
  }
  writeResults(json, group, parameters);
  return json;
}

function writeResults(json: JsonObject, group: Group, { values, dots }: SummarizeParameters): void {
  for (const { operation, field, separator, includeEmpty, name } of values) {
    const column = group.items.map((item) => readField(item.json, field, dots));
    const path = writablePath(name === '' ? resultName(operation, field, dots) : name, dots);
    setField(json, path, summarizeValues(operation, column, { field, separator, includeEmpty }));
  }
}

/** `sum_amount`; of a nested field its last part. */
function resultName(operation: string, field: string, dots: boolean): string {
  const word = operation.replace('-', '_');
  const last = dots ? (field.split('.').at(-1) ?? field) : field;
  return operation === 'count' ? word : `${word}_${last}`;
}

function asOne(rows: readonly OutputItem[], { destination, dots }: SummarizeParameters): OutputItem {
  const json: JsonObject = {};
  const path = writablePath(splitNames(destination)[0] ?? 'groups', dots);
  setField(
    json,
    path,
    rows.map((row) => row.json),
  );
  return { json, from: rows.flatMap((row) => row.from ?? []) };
}

/** One object: a field for each value of the first field to group by, in it one for each of the second, and so on. */
function asNested(
  groups: readonly Group[],
  names: readonly string[],
  parameters: SummarizeParameters,
): OutputItem {
  const json: JsonObject = {};
  for (const group of groups) {
    const path = names.map((name) => nameOf(group.items[0], name, parameters.dots));
    let at = json;
    for (const part of path) at = inside(at, part);
    writeResults(at, group, parameters);
  }
  return { json, from: groups.flatMap((group) => group.indexes.map((index) => ({ port: 'main', index }))) };
}

function inside(json: JsonObject, name: string): JsonObject {
  writablePath(name, false);
  const known = Object.hasOwn(json, name) ? json[name] : undefined;
  if (isPlainObject(known)) return known;
  const made: JsonObject = {};
  json[name] = made;
  return made;
}

/** A value as the name of a field. */
function nameOf(item: Item | undefined, name: string, dots: boolean): string {
  const value = item && readField(item.json, name, dots);
  if (isBlank(value)) return 'null';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
}
