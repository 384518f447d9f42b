/**
 * How a run is shown: the shape of `GET /api/v1/runs/{id}`, of tRPC's run procedures and of live events. Steps are
 * projected from facts on reading.
 */
import { z } from 'zod';
import { RUN_STATUSES, STEP_STATUSES } from '@/core/engine/types';
import { jsonObjectSchema, jsonSchema } from './portable-workflow';

export const runStatusSchema = z.enum(RUN_STATUSES);
export const stepStatusSchema = z.enum(STEP_STATUSES);

export const viewErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  itemIndex: z.number().optional(),
});

export const runStepViewSchema = z.object({
  /** Step key; unique in the run. */
  key: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
  /** The path segments joined by `/`, or null at top level. */
  iteration: z.string().nullable(),
  status: stepStatusSchema,
  attempts: z.number().int(),
  startedAt: z.iso.datetime().nullable(),
  durationMs: z.number().nullable(),
  error: viewErrorSchema.nullable(),
  /** Items by output port; how many of them is also in `itemCounts`. Left out of live events and lists. */
  outputs: z.record(z.string(), z.array(z.object({ json: jsonObjectSchema }).loose())).optional(),
  itemCounts: z.record(z.string(), z.number().int()),
  /** In doubt: the effects nobody knows the outcome of, in words. */
  doubts: z
    .array(z.object({ effect: z.string(), summary: z.string(), intendedAt: z.iso.datetime() }))
    .optional(),
  console: z.array(z.object({ level: z.string(), text: z.string() })).optional(),
});
export type RunStepView = z.output<typeof runStepViewSchema>;

export const runSummarySchema = z.object({
  id: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  /** null = a run of the draft. */
  version: z.number().int().nullable(),
  status: runStatusSchema,
  /** Node id of the trigger. */
  trigger: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  error: viewErrorSchema
    .extend({ nodeId: z.string().nullable(), nodeName: z.string().nullable() })
    .nullable(),
});
export type RunSummary = z.output<typeof runSummarySchema>;

export const runViewSchema = runSummarySchema.extend({
  output: jsonSchema.nullable(),
  steps: z.array(runStepViewSchema),
  /** `input.sanitised` when NUL characters or lone surrogates were replaced on the way in. */
  flags: z.array(z.string()),
  /** Last fact's sequence number; live events continue from here. */
  seq: z.number().int(),
});
export type RunView = z.output<typeof runViewSchema>;
