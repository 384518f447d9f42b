/** Sorting by the user's own comparison, which runs in the sandbox like any code of theirs. */
import type { Item } from '@/core/items/item';
import type { StepContext } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';

const TIME_LIMIT_MS = 10_000;

/** Indexes of the items in the order that the comparison of two of them, `a` and `b`, gives. */
export async function sortedByCode(
  items: readonly Item[],
  source: string,
  ctx: StepContext,
): Promise<number[]> {
  const result = await ctx.sandbox.runJavaScript({
    source: programOf(source),
    mode: 'all',
    items,
    timeoutMs: TIME_LIMIT_MS,
    now: ctx.now,
    seed: String(ctx.random()),
  });
  for (const { level, text } of result.console) ctx.log(level === 'log' ? 'info' : level, text);
  const order = result.items.map(({ json }) => json.index);
  const seen = new Set(order);
  // The guest could have answered anything.
  const isOrder = (index: unknown): index is number => Number.isInteger(index) && seen.has(index as number);
  if (
    order.every(isOrder) &&
    seen.size === items.length &&
    order.every((at) => at >= 0 && at < items.length)
  ) {
    return order;
  }
  throw NodeFailure.final(
    'sort.bad-code',
    'The JavaScript did not compare the items. Let it return a number for a and b.',
  );
}

function programOf(source: string): string {
  return `const compare = (a, b) => {
${source}
};
return items.map((_item, index) => index)
  .sort((x, y) => {
    const order = Number(compare(items[x], items[y]));
    return Number.isNaN(order) ? 0 : order;
  })
  .map((index) => ({ index }));`;
}
