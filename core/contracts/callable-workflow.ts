/** What other workflows have to know of a workflow that they run, or that they name for their failures. */
import { z } from 'zod';

export const typedInputSchema = z.object({
  name: z.string(),
  /** `any`, or a type of JSON. */
  type: z.string(),
  required: z.boolean(),
});
export type TypedInput = z.output<typeof typedInputSchema>;

/** How a graph can be started from other workflows. */
export const startsSchema = z.object({
  /** It has a trigger for calls that is switched on. */
  canBeCalled: z.boolean(),
  /** What that trigger wants for each item; empty = anything. */
  inputs: z.array(typedInputSchema),
  /** It has a trigger for the failures of other workflows that is switched on. */
  takesFailures: z.boolean(),
});
export type WorkflowStarts = z.output<typeof startsSchema>;

export const callableWorkflowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null = not published. */
  published: startsSchema.nullable(),
  draft: startsSchema,
});
export type CallableWorkflow = z.output<typeof callableWorkflowSchema>;
