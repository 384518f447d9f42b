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

const viewItemsSchema = z.array(z.object({ json: jsonObjectSchema }).loose());

export const runStepDetailSchema = runStepViewSchema.extend({
  /** Items by input port. */
  input: z.record(z.string(), viewItemsSchema),
  /** Items by output port. */
  output: z.record(z.string(), viewItemsSchema),
});
export type RunStepDetail = z.output<typeof runStepDetailSchema>;
