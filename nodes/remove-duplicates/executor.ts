import { omitFields, readField, splitNames } from '@/core/items/field-path';
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
      outputs[unique.has(index) ? 'main' : 'removed'].push({ ...item, from: [{ port: 'main', index }] });
    }
    return { kind: 'done', outputs };
  },
};

/** What makes two items the same. A missing field and one that is null are alike. */
function keyReader({ compare, fields, ignoreCase }: DuplicateParameters): (json: JsonObject) => string {
  const names = splitNames(fields);
  if (compare !== 'all' && names.length === 0) {
    throw NodeFailure.final('remove-duplicates.no-fields', 'No field to compare is named. Name one.');
  }
  if (compare === 'selected') {
    return (json) =>
      valuesKey(
        names.map((name) => readField(json, name)),
        { ignoreCase },
      );
  }
  return (json) => valueKey(compare === 'all' ? json : omitFields(json, names), { ignoreCase }) ?? '';
}
