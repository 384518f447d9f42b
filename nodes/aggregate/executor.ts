import { copyJson, omitFields, pickFields, readField, setField } from '@/core/items/field-path';
import type { Item, Json, JsonObject } from '@/core/items/item';
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
    return { kind: 'done', outputs: { main: [{ json, from }] } };
  },
};

function wholeItems(items: readonly Item[], parameters: AggregateParameters): JsonObject {
  const { include, includeFields, destination } = parameters;
  const names = fieldNames(includeFields);
  const json: JsonObject = {};
  const list = items.map((item): Json => {
    if (include === 'all') return item.json;
    return include === 'selected' ? pickFields(item.json, names) : omitFields(item.json, names);
  });
  setField(json, writablePath(destination === '' ? 'data' : destination), list);
  return json;
}

function lists(items: readonly Item[], parameters: AggregateParameters): JsonObject {
  const { fields, destination } = parameters;
  if (fields.length === 0) {
    throw NodeFailure.final('aggregate.no-fields', 'No field is named. Add one, or collect whole items.');
  }
  const json: JsonObject = {};
  for (const { field, name } of fields) {
    const path = writablePath(name === '' ? (field.split('.').at(-1) ?? field) : name);
    setField(json, path, listOf(items, field, parameters));
  }
  if (destination === '') return json;
  const outer: JsonObject = {};
  setField(outer, writablePath(destination), json);
  return outer;
}

function listOf(items: readonly Item[], field: string, parameters: AggregateParameters): Json[] {
  return items.flatMap((item): Json[] => {
    const value = readField(item.json, field);
    if (value === undefined || value === null) return parameters.keepMissing ? [null] : [];
    return Array.isArray(value) && parameters.mergeLists ? copyJson(value) : [value];
  });
}
