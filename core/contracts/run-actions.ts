/** What people and programs may do with runs that exist: shared by tRPC and REST. */
import { z } from 'zod';
import { rowIdSchema } from './identifiers';
import { jsonObjectSchema, jsonSchema } from './portable-workflow';
import { stepKeySchema } from './run-input';
import { storable } from './storable-text';

/** The caller's own name for a call: made again under it, it does nothing and is answered as the first one was. */
export const idempotencyKeySchema = storable(z.string().min(1).max(255));

export const retryModeSchema = z.enum(['failed', 'all']);

/** Other items than the step got, by port. */
export const changedInputSchema = z.record(
  storable(z.string().min(1).max(64)),
  z.array(z.strictObject({ json: jsonObjectSchema })).max(10_000),
);

export const rerunFromShape = {
  step: stepKeySchema,
  input: changedInputSchema.optional(),
  on: z.enum(['same', 'draft']).default('same'),
};

export const bulkShape = {
  ids: z.array(rowIdSchema).min(1).max(100),
  action: z.enum(['cancel', 'retry', 'resume', 'pause', 'continue']),
};

/** A signal as the step that waits for it names it. */
export const signalShape = {
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'Use letters, digits, dots, - and _.'),
  payload: jsonSchema.optional(),
};

/** False: nothing waits for it yet, and it is kept for the first step that does. */
export const signalledSchema = z.object({ id: z.string(), delivered: z.boolean() });

export const bulkResultSchema = z.object({
  results: z.array(
    z.union([
      /** `runId`: the new run after a retry, else the run itself. */
      z.object({ id: z.string(), ok: z.literal(true), runId: z.string() }),
      z.object({
        id: z.string(),
        ok: z.literal(false),
        error: z.object({ code: z.string(), message: z.string() }),
      }),
    ]),
  ),
});

/** One item at an output port of a step. */
export const itemPlaceShape = {
  step: stepKeySchema,
  port: storable(z.string().min(1).max(64)),
  index: z.number().int().min(0),
};

const itemPlacesSchema = z.array(z.object({ step: z.string(), port: z.string(), index: z.number().int() }));

export const itemLineageSchema = z.object({
  /** The nearest first. */
  upstream: itemPlacesSchema,
  downstream: itemPlacesSchema,
  /** Steps on the way back whose item does not say which of their inputs it came from. */
  undeterminedAt: z.array(z.string()),
  /** There are more than are given. */
  truncated: z.boolean(),
});
