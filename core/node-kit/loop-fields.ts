/** What the node types that loop have in common: their ports, their fields, and how items become batches. */
import type { Item } from '@/core/items/item';
import type { Port } from './definition';
import type { Iterate, OutputItem } from './executor';
import type { ValueLine } from './field';

export const LOOP_INPUTS = [
  { name: 'main', label: 'Items' },
  { name: 'next', label: 'Next' },
] as const satisfies readonly Port[];

export const LOOP_OUTPUTS = [
  { name: 'item', label: 'Each' },
  { name: 'done', label: 'Done' },
] as const satisfies readonly Port[];

export const BATCH_SIZE_FIELD = {
  kind: 'number',
  name: 'batchSize',
  label: 'Items at a time',
  required: true,
  integer: true,
  min: 1,
  max: 100_000,
  unit: 'count',
  default: 1,
} as const;

export const ON_ITEM_ERROR_FIELD = {
  kind: 'select',
  name: 'onItemError',
  label: 'When an iteration fails',
  expression: 'never',
  options: [
    { value: 'stop', label: 'Stop the run' },
    { value: 'continue', label: 'Go on with the next' },
    { value: 'collect', label: 'Go on, and put the error in the result' },
  ],
  default: 'stop',
} as const;

export const LIMIT_FIELD = {
  kind: 'number',
  name: 'limit',
  label: 'Iterations at most',
  help: 'What is left over is not worked on. 0 means all.',
  integer: true,
  min: 0,
  unit: 'count',
  default: 0,
} as const;

/** What a node that loops says of itself in one line. */
export const LOOP_LINES = [
  { text: 'one at a time', when: { batchSize: [1] } },
  { text: '{batchSize} at a time' },
] as const satisfies readonly ValueLine[];

/** A loop's items: in batches, or where they are too many to be held, how many each iteration gets. */
export function handOut(
  input: { items(): readonly Item[]; count(): number; paged: boolean },
  parameters: { batchSize: number; limit: number },
): Pick<Iterate, 'batches' | 'ofInput'> {
  if (!input.paged) return { batches: batchesOf(input.items(), parameters) };
  const size = Math.max(1, parameters.batchSize);
  const all = Math.ceil(input.count() / size);
  const iterations = parameters.limit === 0 ? all : Math.min(all, parameters.limit);
  const sizes = Array.from({ length: iterations }, (_, at) => Math.min(size, input.count() - at * size));
  return { batches: [], ofInput: { port: 'main', sizes } };
}

/** Items in batches of a size, in order, each naming the input item it is. `limit`: batches at most, 0 for all. */
export function batchesOf(
  items: readonly Item[],
  { batchSize, limit }: { batchSize: number; limit: number },
): OutputItem[][] {
  const batches: OutputItem[][] = [];
  const size = Math.max(1, batchSize);
  for (let start = 0; start < items.length && (limit === 0 || batches.length < limit); start += size) {
    const batch = items.slice(start, start + size);
    batches.push(batch.map((item, at) => ({ ...item, from: [{ port: 'main', index: start + at }] })));
  }
  return batches;
}
