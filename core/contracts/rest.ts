/** Bodies and answers of `/api/v1`. Stable: changed only by adding. The OpenAPI document is made from these. */
import { z } from 'zod';
import { cursorSchema, searchSchema, versionNumberSchema } from './identifiers';
import { graphIdSchema } from './portable-workflow';
import { workflowProblemSchema } from './problem-schema';
import { runInputSchema } from './run-input';
import { runStatusSchema } from './run-view';
import { storable } from './storable-text';
import { runVersionSchema, versionNoteSchema } from './workflow-view';

/** An id in an address. Anything may stand there; what is no id of ours is simply not found. */
export const pathIdSchema = z.strictObject({ id: z.string() });

const limitInQuery = z.coerce.number().int().min(1).max(200).default(50);

export const workflowListQuerySchema = z.strictObject({
  search: searchSchema.optional(),
  cursor: cursorSchema.optional(),
  limit: limitInQuery,
});

export const runListQuerySchema = z.strictObject({
  workflowId: z.guid().optional(),
  status: runStatusSchema.optional(),
  cursor: cursorSchema.optional(),
  limit: limitInQuery,
});

export const fileQuerySchema = z.strictObject({
  version: z
    .union([z.enum(['draft', 'published']), z.coerce.number().pipe(versionNumberSchema)])
    .default('draft'),
});

export const createdWorkflowSchema = z.object({ id: z.string(), problems: z.array(workflowProblemSchema) });
export const problemListSchema = z.object({ problems: z.array(workflowProblemSchema) });
export const publishBodySchema = z.strictObject({ note: versionNoteSchema.optional() });
export const publishedSchema = z.object({ version: z.number().int() });

export const startRunBodySchema = z.strictObject({
  input: runInputSchema.optional(),
  /** Answer when the run ended; after a minute with 202 all the same. */
  wait: z.boolean().default(false),
  version: runVersionSchema.default('published'),
  trigger: graphIdSchema.optional(),
  idempotencyKey: storable(z.string().min(1).max(255)).optional(),
});
export const runIdSchema = z.object({ id: z.string() });
