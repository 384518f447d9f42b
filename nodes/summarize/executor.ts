import { readField, setField, splitName, splitNames } from '@/core/items/field-path';
import type { Item, ItemOrigin, Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { valuesKey } from '@/core/items/value-key';
import type { OutputItem, PagesExecutorFor } from '@/core/node-kit/executor';
import { fieldNames, writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { summarizeValues } from './operations';

type SummarizeParameters = Parameters<PagesExecutorFor<typeof definition>['executePages']>[0]['parameters'];

/** What is kept of the items of a group: no more than the result needs. */
interface Group {
  /** Of the fields that are grouped by, in the first item. */
  values: readonly (Json | undefined)[];
  count: number;
  indexes: number[];
  /** For each value to work out, what its field holds in each item; empty where their number is enough. */
  columns: (Json | undefined)[][];
}

/** Wider lineage is looked at by nobody (`core/items/lineage`), so it is not kept. */
const MAX_ORIGINS = 10_000;

export const executor: PagesExecutorFor<typeof definition> = {
  async executePages(input) {
    const { parameters } = input;
    if (parameters.values.length === 0) {
      throw NodeFailure.final('summarize.no-values', 'Nothing to work out is named. Add a value.');
    }
    const names = fieldNames(parameters.groupBy);
    const groups = await groupsOf(input.port(), names, parameters);
    const rows = groups.map((group): OutputItem => ({
      json: rowOf(group, names, parameters),
      from: originsOf([group]),
    }));
    switch (parameters.output) {
      case 'items':
        return { kind: 'done', outputs: { main: rows } };
      case 'one': {
        const { destination, dots } = parameters;
        const json: JsonObject = {};
        const list = rows.map((row) => row.json);
        setField(json, writablePath(splitNames(destination)[0] ?? 'groups', dots), list);
        return { kind: 'done', outputs: { main: [{ json, from: originsOf(groups) }] } };
      }
      case 'nested':
        return { kind: 'done', outputs: { main: [asNested(groups, parameters)] } };
    }
  },
};

/** In the order in which each group first appears. Without names: all items are one group. */
async function groupsOf(
  pages: AsyncIterable<readonly Item[]>,
  names: readonly string[],
  { dots, skipUngrouped, values: wanted }: SummarizeParameters,
): Promise<Group[]> {
  const groups = new Map<string, Group>();
  let index = -1;
  for await (const page of pages) {
    for (const { json } of page) {
      index += 1;
      const values = names.map((name) => readField(json, name, dots));
      if (skipUngrouped && values.some(isBlank)) continue;
      const key = valuesKey(values);
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { values, count: 0, indexes: [], columns: wanted.map(() => []) }));
      group.count += 1;
      if (group.indexes.length <= MAX_ORIGINS) group.indexes.push(index);
      for (const [at, { operation, field }] of wanted.entries()) {
        if (operation !== 'count') group.columns[at]?.push(readField(json, field, dots));
      }
    }
  }
  return [...groups.values()];
}

/** None where they are too many. */
function originsOf(groups: readonly Group[]): ItemOrigin[] {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  if (count > MAX_ORIGINS) return [];
  return groups.flatMap(({ indexes }) => indexes.map((index) => ({ port: 'main', index })));
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function rowOf(group: Group, names: readonly string[], parameters: SummarizeParameters): JsonObject {
  const json: JsonObject = {};
  for (const [at, name] of names.entries()) {
    setField(json, splitName(name, parameters.dots), group.values[at] ?? null);
  }
  writeResults(json, group, parameters);
  return json;
}

function writeResults(json: JsonObject, group: Group, { values, dots }: SummarizeParameters): void {
  for (const [at, { operation, field, separator, includeEmpty, name }] of values.entries()) {
    const path = writablePath(name === '' ? resultName(operation, field, dots) : name, dots);
    const column = group.columns[at] ?? [];
    const result =
      operation === 'count'
        ? group.count
        : summarizeValues(operation, column, { field, separator, includeEmpty });
    setField(json, path, result);
  }
}

/** `sum_amount`; of a nested field its last part. */
function resultName(operation: string, field: string, dots: boolean): string {
  const word = operation.replace('-', '_');
  const last = dots ? (field.split('.').at(-1) ?? field) : field;
  return operation === 'count' ? word : `${word}_${last}`;
}

/** One object: a field for each value of the first field to group by, in it one for each of the second, and so on. */
function asNested(groups: readonly Group[], parameters: SummarizeParameters): OutputItem {
  const json: JsonObject = {};
  for (const group of groups) {
    let at = json;
    for (const part of group.values.map(nameOf)) at = inside(at, part);
    writeResults(at, group, parameters);
  }
  return { json, from: originsOf(groups) };
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
function nameOf(value: Json | undefined): string {
  if (isBlank(value)) return 'null';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
}
