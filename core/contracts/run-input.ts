/** What starts a run and what a single step shows in full. */
import { z } from 'zod';
import { jsonObjectSchema } from './portable-workflow';
import { runStepViewSchema } from './run-view';
import { storable } from './storable-text';

/** Items that a run may be started with. */
const MAX_INPUT_ITEMS = 10_000;

/** One object, or a list of items as `[{ json }]`. */
export const runInputSchema = z.union(
  [z.array(z.strictObject({ json: jsonObjectSchema })).max(MAX_INPUT_ITEMS), jsonObjectSchema],
  {
    error: ({ input }) =>
      Array.isArray(input) && input.length > MAX_INPUT_ITEMS
        ? `A run starts with at most ${MAX_INPUT_ITEMS} items; these are ${input.length}. Split them over several runs, or give one item that holds a list.`
        : 'Give one object, or a list of items, each written as { "json": { … } }.',
  },
);
export type RunInput = z.output<typeof runInputSchema>;

/** `nodeId` or `nodeId@segment/segment`. */
export const stepKeySchema = storable(z.string().min(1).max(1000));

/** Which items of each port: from a place on, so many at most. */
export const itemRangeShape = {
  from: z.coerce.number().int().min(0).optional(),
  count: z.coerce.number().int().min(1).max(10_000).optional(),
};

const viewItemsSchema = z.array(z.object({ json: jsonObjectSchema }).loose());

export const runStepDetailSchema = runStepViewSchema.extend({
  /** Items by input port: the first ones where they are more than an answer can carry; `itemCounts` has their number. */
  input: z.record(z.string(), viewItemsSchema),
  /** Items by output port. */
  output: z.record(z.string(), viewItemsSchema),
});
export type RunStepDetail = z.output<typeof runStepDetailSchema>;
