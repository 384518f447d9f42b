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

export const runReceiptViewSchema = z.object({
  effect: z.string(),
  summary: z.string(),
  status: z.enum(['intended', 'answered', 'failed']),
  intendedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  idempotencyKey: z.string(),
  /** The answer was taken from an earlier try or run; nothing was sent. */
  replayed: z.boolean().optional(),
});
export type RunReceiptView = z.output<typeof runReceiptViewSchema>;

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
  /** What each input port got, without the items. */
  inputs: z.array(z.object({ from: z.string(), port: z.string(), count: z.number().int() })).optional(),
  /** Outside effects of the step that left a receipt. */
  receipts: z.array(runReceiptViewSchema).optional(),
  /** The runs it waits for. */
  children: z.array(z.object({ runId: z.string(), workflowId: z.string() })).optional(),
});
export type RunStepView = z.output<typeof runStepViewSchema>;

/** A retry, a run again from a step, a run of single nodes, called by a workflow, started by an error. */
export const STARTED_HOW = ['retry', 'rerun', 'node', 'sub-workflow', 'error'] as const;

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
  /** Kind of the trigger: `webhook`, `manual`, … */
  triggerType: z.string().nullable().optional(),
  /** From start to end; null while it goes on. */
  durationMs: z.number().nullable().optional(),
  /** The run whose results this one reuses, or that started it. */
  parentRunId: z.string().nullable().optional(),
  /** What the parent has to do with it; null for a run that stands alone. */
  startedHow: z.enum(STARTED_HOW).nullable().optional(),
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
