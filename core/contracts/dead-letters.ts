/** Dead letters: production runs that failed and what becomes of them. Shared by tRPC, REST and the pages. */
import { z } from 'zod';
import { FAILURE_CATEGORIES } from '@/core/dead-letters/failure-category';
import { cursorSchema, rowIdSchema } from './identifiers';
import { instantSchema } from './instant';
import { graphIdSchema } from './portable-workflow';
import { runStatusSchema } from './run-view';
import { storable } from './storable-text';

export const failureCategorySchema = z.enum(FAILURE_CATEGORIES);
export const HANDLINGS = ['resumed', 'retried', 'discarded'] as const;

const causeShape = {
  workflowId: z.string(),
  workflowName: z.string(),
  /** The node that failed; null where the run failed as a whole. */
  nodeId: z.string().nullable(),
  nodeName: z.string().nullable(),
  category: failureCategorySchema,
  code: z.string(),
  /** What the other side answered with, where it answered. */
  answerStatus: z.number().int().nullable(),
  message: z.string(),
};

export const deadLetterSchema = z.object({
  runId: z.string(),
  ...causeShape,
  version: z.number().int().nullable(),
  failedAt: z.iso.datetime(),
  /** How often this run failed; more than once after a resume. */
  failures: z.number().int(),
  /** null = open. */
  handled: z
    .object({
      how: z.enum(HANDLINGS),
      at: z.iso.datetime(),
      by: z.string(),
      note: z.string().nullable(),
      /** The run that became of it, and how that stands; null after a discard, or when it is not kept any more. */
      run: z.object({ id: z.string(), status: runStatusSchema.nullable() }).nullable(),
    })
    .nullable(),
});
export type DeadLetterView = z.output<typeof deadLetterSchema>;

/** Runs that failed of one cause: the same node, code and answer. */
export const deadLetterGroupSchema = z.object({
  ...causeShape,
  count: z.number().int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  lastRunId: z.string(),
});
export type DeadLetterGroupView = z.output<typeof deadLetterGroupSchema>;

const codeSchema = storable(z.string().min(1).max(200));

/** What a list of them is narrowed to. */
export const deadLetterFilterShape = {
  status: z.enum(['open', 'handled']).default('open'),
  category: failureCategorySchema.optional(),
  workflowId: rowIdSchema.optional(),
  /** `-` for runs that failed as a whole. */
  nodeId: z.union([graphIdSchema, z.literal('-')]).optional(),
  code: codeSchema.optional(),
  answerStatus: z.number().int().min(100).max(599).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
};

export const deadLetterGroupsSchema = z.object({
  groups: z.array(deadLetterGroupSchema),
  /** All that match, in or out of the shown groups; counted to 100,000. */
  total: z.number().int(),
});

/** As many as one call handles. */
export const MAX_HANDLED = 100;

const { status: _, ...narrowing } = deadLetterFilterShape;

/**
 * Which open ones: named, or all that match. Of many that match one call takes the next hundred; call again with the
 * cursor it gives back until there is none. What was done stays done, so whoever stops goes on later.
 */
export const handleShape = {
  runIds: z.array(rowIdSchema).min(1).max(MAX_HANDLED).optional(),
  match: z.strictObject(narrowing).optional(),
  cursor: cursorSchema.optional(),
  note: storable(z.string().trim().max(1000)).optional(),
};

export const handledSchema = z.object({
  results: z.array(
    z.union([
      /** `resultRunId`: the run that goes on or began; null after a discard. */
      z.object({ runId: z.string(), ok: z.literal(true), resultRunId: z.string().nullable() }),
      z.object({
        runId: z.string(),
        ok: z.literal(false),
        error: z.object({ code: z.string(), message: z.string() }),
      }),
    ]),
  ),
  nextCursor: cursorSchema.nullable(),
});
export type HandledLetters = z.output<typeof handledSchema>;

const limitInQuery = z.coerce.number().int().min(1).max(200).default(50);

export const deadLetterQuerySchema = z.strictObject({
  ...deadLetterFilterShape,
  answerStatus: z.coerce.number().int().min(100).max(599).optional(),
  cursor: cursorSchema.optional(),
  limit: limitInQuery,
});

export const handleBodySchema = z
  .strictObject(handleShape)
  .refine((body) => (body.runIds === undefined) !== (body.match === undefined), 'Give runIds or match.');
