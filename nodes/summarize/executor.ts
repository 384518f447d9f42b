import { readField, setField, splitNames } from '@/core/items/field-path';
import type { Item, JsonObject } from '@/core/items/item';
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
    const groups = groupsOf(input.items(), names);
    const rows = groups.map((group): OutputItem => ({
      json: rowOf(group, names, parameters.values),
      from: group.indexes.map((index) => ({ port: 'main', index })),
    }));
    return {
      kind: 'done',
      outputs: { main: parameters.output === 'one' ? [asOne(rows, parameters)] : rows },
    };
  },
};

/** In the order in which each group first appears. Without names: all items are one group. */
function groupsOf(items: readonly Item[], names: readonly string[]): Group[] {
  const groups = new Map<string, Group>();
  for (const [index, item] of items.entries()) {
    const key = valuesKey(names.map((name) => readField(item.json, name)));
    const group = groups.get(key) ?? { items: [], indexes: [] };
    group.items.push(item);
    group.indexes.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function rowOf(group: Group, names: readonly string[], values: SummarizeParameters['values']): JsonObject {
  const json: JsonObject = {};
  const [first] = group.items;
  for (const name of names) {
    setField(json, name.split('.'), (first && readField(first.json, name)) ?? null);
  }
  for (const { operation, field, separator, name } of values) {
    const column = group.items.map((item) => readField(item.json, field));
    const path = writablePath(name === '' ? resultName(operation, field) : name);
    setField(json, path, summarizeValues(operation, column, { field, separator }));
  }
  return json;
}

/** `sum_amount`; of a nested field its last part. */
function resultName(operation: string, field: string): string {
  const word = operation.replace('-', '_');
  return operation === 'count' ? word : `${word}_${field.split('.').at(-1) ?? field}`;
}

function asOne(rows: readonly OutputItem[], { destination }: SummarizeParameters): OutputItem {
  const json: JsonObject = {};
  const path = writablePath(splitNames(destination)[0] ?? 'groups');
  setField(
    json,
    path,
    rows.map((row) => row.json),
  );
  return { json, from: rows.flatMap((row) => row.from ?? []) };
}
