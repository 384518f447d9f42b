import { compareValues, type OrderType } from '@/core/items/compare-values';
import { readField } from '@/core/items/field-path';
import type { Item } from '@/core/items/item';
import type { ExecutorFor, StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { sortedByCode } from './sort-by-code';

type SortParameters = Parameters<ExecutorFor<typeof definition>['execute']>[0]['parameters'];

interface Key {
  field: string;
  direction: 'ascending' | 'descending';
  type: OrderType;
}

export const executor: ExecutorFor<typeof definition> = {
  async execute(input, ctx) {
    const items = input.items();
    const order = await orderOf(items, input.parameters, ctx);
    const main = order.flatMap((index) => {
      const item = items[index];
      return item ? [{ ...item, from: [{ port: 'main', index }] }] : [];
    });
    return { kind: 'done', outputs: { main } };
  },
};

function orderOf(
  items: readonly Item[],
  { mode, fields, source, dots }: SortParameters,
  ctx: StepContext,
): number[] | Promise<number[]> {
  switch (mode) {
    case 'random':
      return shuffled(items.length, () => ctx.random());
    case 'code':
      return sortedByCode(items, source, ctx);
    case 'fields':
      return sortedBy(items, fields, dots);
  }
}

/** Indexes in order; equal items keep the order they came in. */
function sortedBy(items: readonly Item[], keys: readonly Key[], dots: boolean): number[] {
  if (keys.length === 0) {
    throw NodeFailure.final('sort.no-fields', 'No field to sort by is named. Add one.');
  }
  const values = keys.map(({ field }) => items.map((item) => readField(item.json, field, dots)));
  return [...items.keys()].sort((a, b) => {
    for (const [at, { direction, type }] of keys.entries()) {
      const column = values[at] ?? [];
      const order = compareValues(column[a], column[b], { type, descending: direction === 'descending' });
      if (order !== 0) return order;
    }
    return a - b;
  });
}

function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
