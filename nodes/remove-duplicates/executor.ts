import { omitFields, pickFields, readField, splitNames } from '@/core/items/field-path';
import type { JsonObject } from '@/core/items/item';
import { valueKey, valuesKey } from '@/core/items/value-key';
import type { ExecutorFor, OutputItem } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

type DuplicateParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

export const executor: ExecutorFor<typeof definition> = {
  execute(input) {
    const { parameters } = input;
    const items = input.items();
    const keyOf = keyReader(parameters);
    const chosen = new Map<string, number>();
    for (const [index, item] of items.entries()) {
      const key = keyOf(item.json);
      if (parameters.keep === 'last' || !chosen.has(key)) chosen.set(key, index);
    }
    const unique = new Set(chosen.values());
    const outputs: Record<'main' | 'removed', OutputItem[]> = { main: [], removed: [] };
    for (const [index, item] of items.entries()) {
      const port = unique.has(index) ? 'main' : 'removed';
      outputs[port].push({ ...item, json: shownOf(item.json, parameters), from: [{ port: 'main', index }] });
    }
    return { kind: 'done', outputs };
  },
};

/** What makes two items the same. A missing field and one that is null are alike. */
function keyReader({ compare, fields, ignoreCase, dots }: DuplicateParameters): (json: JsonObject) => string {
  const names = splitNames(fields);
  if (compare !== 'all' && names.length === 0) {
    throw NodeFailure.final('remove-duplicates.no-fields', 'No field to compare is named. Name one.');
  }
  if (compare === 'selected') {
    return (json) =>
      valuesKey(
        names.map((name) => readField(json, name, dots)),
        { ignoreCase },
      );
  }
  return (json) => valueKey(compare === 'all' ? json : omitFields(json, names, dots), { ignoreCase }) ?? '';
}

function shownOf(json: JsonObject, { compare, fields, onlyCompared, dots }: DuplicateParameters): JsonObject {
  if (!onlyCompared || compare === 'all') return json;
  const names = splitNames(fields);
  return compare === 'selected' ? pickFields(json, names, dots) : omitFields(json, names, dots);
}
