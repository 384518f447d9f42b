/** What starts a run and what a single step shows in full. */
import { z } from 'zod';
import { jsonObjectSchema } from './portable-workflow';
import { runStepViewSchema } from './run-view';
import { storable } from './storable-text';

/** One object, or a list of items as `[{ json }]`. */
export const runInputSchema = z.union([
  z.array(z.strictObject({ json: jsonObjectSchema })).max(10_000),
  jsonObjectSchema,
]);
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
