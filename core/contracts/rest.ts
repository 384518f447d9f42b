/** Bodies and answers of `/api/v1`. Stable: changed only by adding. The OpenAPI document is made from these. */
import { z } from 'zod';
import { cursorSchema, searchSchema, versionNumberSchema } from './identifiers';
import { graphIdSchema, jsonSchema } from './portable-workflow';
import { workflowProblemSchema } from './problem-schema';
import { idempotencyKeySchema, rerunFromShape, retryModeSchema } from './run-actions';
import { runInputSchema, stepKeySchema } from './run-input';
import { runFilterShape } from './run-filters';
import { storable } from './storable-text';
import { runVersionSchema, versionNoteSchema, versionTagSchema, workflowFilterShape } from './workflow-view';

/** An id in an address. Anything may stand there; what is no id of ours is simply not found. */
export const pathIdSchema = z.strictObject({ id: z.string() });

const limitInQuery = z.coerce.number().int().min(1).max(200).default(50);

export const workflowListQuerySchema = z.strictObject({
  search: searchSchema.optional(),
  ...workflowFilterShape,
  /** Text, as everything in an address is. */
  failing: z.enum(['true', 'false']).optional(),
  cursor: cursorSchema.optional(),
  limit: limitInQuery,
});

export const runListQuerySchema = z.strictObject({
  workflowId: z.guid().optional(),
  ...runFilterShape,
  cursor: cursorSchema.optional(),
  limit: limitInQuery,
});

export const fileQuerySchema = z.strictObject({
  version: z
    .union([z.enum(['draft', 'published']), z.coerce.number().pipe(versionNumberSchema)])
    .default('draft'),
});

/** A version in an address. */
export const versionPathSchema = z.strictObject({
  id: z.string(),
  version: z.coerce.number().pipe(versionNumberSchema),
});
export const tagPathSchema = z.strictObject({ id: z.string(), tag: versionTagSchema });
export const stepPathSchema = z.strictObject({ id: z.string(), step: stepKeySchema });

export const pageQuerySchema = z.strictObject({ cursor: cursorSchema.optional(), limit: limitInQuery });
export const fireListQuerySchema = pageQuerySchema.extend({ nodeId: graphIdSchema.optional() });

const graphRefInQuery = z.union([z.literal('draft'), z.coerce.number().pipe(versionNumberSchema)]);
export const diffQuerySchema = z.strictObject({
  from: graphRefInQuery,
  /** The draft unless named. */
  to: graphRefInQuery.default('draft'),
});
export const restoredSchema = z.object({
  etag: z.string(),
  /** Of the draft. */
  revision: z.number().int(),
  /** False when the draft was that version already. */
  changed: z.boolean(),
});
export const tagBodySchema = z.strictObject({ version: versionNumberSchema });
export const taggedSchema = z.object({ version: z.number().int(), movedFrom: z.number().int().nullable() });

export const schedulePreviewBodySchema = z.strictObject({
  /** Parameters of a schedule node. */
  parameters: z.record(z.string().max(100), z.unknown()),
  /** Stands in where the parameters name none. */
  timezone: z.string().max(100).default('UTC'),
});

export const createdWorkflowSchema = z.object({ id: z.string(), problems: z.array(workflowProblemSchema) });
export const problemListSchema = z.object({ problems: z.array(workflowProblemSchema) });
export const publishBodySchema = z.strictObject({ note: versionNoteSchema.optional() });
export const publishedSchema = z.object({ version: z.number().int() });

export const runPrioritySchema = z.enum(['low', 'normal', 'high']);

/** Calls with one key become one run with the last input. */
export const debounceSchema = z.strictObject({
  key: storable(z.string().min(1).max(255)),
  /** The run begins when no call came for so long. */
  seconds: z.number().min(1).max(3600),
  /** And at the latest so long after the first call; by default thirty times as long. */
  longestSeconds: z.number().min(1).max(86_400).optional(),
});

const startRunShape = z.strictObject({
  input: runInputSchema.optional(),
  /** Answer when the run ended; after a minute with 202 all the same. */
  wait: z.boolean().default(false),
  version: runVersionSchema.default('published'),
  trigger: graphIdSchema.optional(),
  idempotencyKey: idempotencyKeySchema.optional(),
  /** Which of the tenant's runs begin first when not all can; `high` by default with `wait` and for drafts. */
  priority: runPrioritySchema.optional(),
  debounce: debounceSchema.optional(),
});
export const startRunBodySchema = startRunShape
  .refine((body) => body.debounce === undefined || !body.wait, 'wait and debounce do not go together.')
  .refine(
    (body) => body.debounce === undefined || body.version !== 'draft',
    'debounce is for published versions.',
  );
export const runIdSchema = z.object({ id: z.string() });

/**
 * `failed`: what succeeded is kept. `all`: everything again. `from`: that step and everything behind it, with other items
 * where given, on the graph of that run or on the draft as it is now.
 */
export const retryBodySchema = z
  .strictObject({
    mode: retryModeSchema.optional(),
    from: stepKeySchema.optional(),
    input: rerunFromShape.input,
    on: rerunFromShape.on.unwrap().optional(),
  })
  .refine((body) => body.from === undefined || body.mode === undefined, 'Give mode or from, not both.')
  .refine(
    (body) => body.from !== undefined || (body.input === undefined && body.on === undefined),
    'input and on go with from.',
  );

export const decisionBodySchema = z.strictObject({
  decision: z.enum(['repeat', 'done', 'fail']),
  /** With `done`: what the write would have answered. */
  result: jsonSchema.optional(),
});
