/** What a step that called other workflows is told when they have ended. */
import { z } from 'zod';
import { jsonObjectSchema } from './portable-workflow';

/** Why a called run failed, seen from the step that called it; part of the details of its error. */
export const childFailureSchema = z.object({
  /** The run in which it began, however deep. */
  cause: z.object({ code: z.string(), message: z.string(), runId: z.string() }),
  /** From the run that this step called down to that one. */
  chain: z.array(z.object({ runId: z.string(), workflowId: z.string() })),
});
export type ChildFailure = z.output<typeof childFailureSchema>;

export const childResultSchema = z.object({
  runId: z.string(),
  workflowId: z.string(),
  status: z.enum(['succeeded', 'failed', 'cancelled']),
  /** The run's output; empty unless it succeeded. */
  items: z.array(z.object({ json: jsonObjectSchema, binary: z.any().optional() })),
  /** `failure` where it is the failure of a run further down. */
  error: z
    .object({ code: z.string(), message: z.string(), failure: childFailureSchema.optional() })
    .nullable(),
});
export type ChildResult = z.output<typeof childResultSchema>;

/** In the order of the calls. */
export const childResultsSchema = z.object({ children: z.array(childResultSchema) });
