/** What a step that called other workflows is told when they have ended. */
import { z } from 'zod';
import { jsonObjectSchema } from './portable-workflow';

export const childResultSchema = z.object({
  runId: z.string(),
  workflowId: z.string(),
  status: z.enum(['succeeded', 'failed', 'cancelled']),
  /** The run's output; empty unless it succeeded. */
  items: z.array(z.object({ json: jsonObjectSchema, binary: z.any().optional() })),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type ChildResult = z.output<typeof childResultSchema>;

/** In the order of the calls. */
export const childResultsSchema = z.object({ children: z.array(childResultSchema) });
