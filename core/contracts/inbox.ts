/** What waits for a person: writes whose outcome nobody knows, with what is known of them. Shared by tRPC and REST. */
import { z } from 'zod';
import { rowIdSchema } from './identifiers';
import { jsonSchema } from './portable-workflow';
import { stepKeySchema } from './run-input';
import { storable } from './storable-text';

export const doubtViewSchema = z.object({
  runId: z.string(),
  /** Step key. */
  step: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  /** null = a run of the draft. */
  version: z.number().int().nullable(),
  nodeId: z.string(),
  nodeName: z.string(),
  iteration: z.string().nullable(),
  since: z.iso.datetime(),
  /** How often the step was called, this call included. */
  calls: z.number().int(),
  /** Begun and never answered. */
  open: z.array(
    z.object({
      effect: z.string(),
      summary: z.string(),
      item: z.number().int().nullable(),
      intendedAt: z.iso.datetime(),
      idempotencyKey: z.string(),
    }),
  ),
  /** Effects of the same step that were answered: they are not repeated, whatever is decided. */
  answered: z.number().int(),
  /** What earlier calls of the step were told, newest first. */
  earlier: z.array(
    z.object({
      at: z.iso.datetime(),
      code: z.string(),
      message: z.string(),
      answerStatus: z.number().int().nullable(),
    }),
  ),
  /** The item it was made for, or the first one, cut and without what looks like a secret. */
  sent: z.object({ sample: jsonSchema, count: z.number().int() }).nullable(),
  /** What follows when it counts as failed. */
  onFail: z.enum(['stop', 'continue', 'error-port']),
});
export type DoubtView = z.output<typeof doubtViewSchema>;

/** Nobody scrolls further in a badge: both are counted to 100. */
export const inboxCountSchema = z.object({ decisions: z.number().int(), failures: z.number().int() });

export const MAX_DECIDED = 100;

export const decideShape = {
  doubts: z
    .array(z.strictObject({ runId: rowIdSchema, step: stepKeySchema }))
    .min(1)
    .max(MAX_DECIDED),
  /** `repeat` under the same key; `done`: it did happen; `fail`: the step failed. */
  decision: z.enum(['repeat', 'done', 'fail']),
  /** With `done`: what the write would have answered. */
  result: jsonSchema.optional(),
  note: storable(z.string().trim().max(1000)).optional(),
};

export const decidedSchema = z.object({
  results: z.array(
    z.union([
      z.object({ runId: z.string(), step: z.string(), ok: z.literal(true) }),
      z.object({
        runId: z.string(),
        step: z.string(),
        ok: z.literal(false),
        error: z.object({ code: z.string(), message: z.string() }),
      }),
    ]),
  ),
});
export type DecidedDoubts = z.output<typeof decidedSchema>;
