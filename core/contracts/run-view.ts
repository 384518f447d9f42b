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
  /** It did not run in this run: what it gave was taken from an earlier one, and its times are those of then. */
  reused: z.boolean().optional(),
  error: viewErrorSchema.nullable(),
  /** Items by output port; how many of them is also in `itemCounts`. Left out of live events and lists. */
  outputs: z.record(z.string(), z.array(z.object({ json: jsonObjectSchema }).loose())).optional(),
  itemCounts: z.record(z.string(), z.number().int()),
  /** Of a loop: how many items it has handed out to its iterations so far, by output port. */
  handedOut: z.record(z.string(), z.number().int()).optional(),
  /** In doubt: the effects nobody knows the outcome of, in words. */
  doubts: z
    .array(z.object({ effect: z.string(), summary: z.string(), intendedAt: z.iso.datetime() }))
    .optional(),
  console: z.array(z.object({ level: z.string(), text: z.string() })).optional(),
  /** What each input port got, without the items. */
  inputs: z.array(z.object({ from: z.string(), port: z.string(), count: z.number().int() })).optional(),
  /** Outside effects of the step that left a receipt. */
  receipts: z.array(runReceiptViewSchema).optional(),
  /** What a waiting step waits for. Left out of live events. */
  wait: z
    .object({
      /** `time`: for it alone; `retry`: for its next try; `call`: at its resume address; `runs`: those it started. */
      for: z.enum(['time', 'retry', 'call', 'signal', 'runs', 'event']),
      /** When it ends by itself; null where it does not. */
      until: z.iso.datetime().nullable(),
      /** Name of the signal. */
      signal: z.string().nullable(),
    })
    .optional(),
  /** The runs it started, whether it waits for them or not. */
  children: z.array(z.object({ runId: z.string(), workflowId: z.string() })).optional(),
});
export type RunStepView = z.output<typeof runStepViewSchema>;

/** A retry, a run again from a step, a run of single nodes, called by a workflow, started by an error. */
export const STARTED_HOW = ['retry', 'rerun', 'node', 'sub-workflow', 'error'] as const;

/** Why the error workflow could not be told of a failure. */
export const ERROR_WORKFLOW_FAULTS = ['not-published', 'no-trigger', 'too-deep', 'other'] as const;
export type ErrorWorkflowFault = (typeof ERROR_WORKFLOW_FAULTS)[number];

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
    .extend({
      nodeId: z.string().nullable(),
      nodeName: z.string().nullable(),
      /** The workflow that its settings name for failures was not started, and why. */
      errorWorkflowNotStarted: z.enum(ERROR_WORKFLOW_FAULTS).optional(),
    })
    .nullable(),
  /** What started it: `webhook`, `manual`, …; `api` for a program with an API key. */
  triggerType: z.string().nullable().optional(),
  /** From start to end; null while it goes on. */
  durationMs: z.number().nullable().optional(),
  /** The run whose results this one reuses, or that started it. */
  parentRunId: z.string().nullable().optional(),
  /** What the parent has to do with it; null for a run that stands alone. */
  startedHow: z.enum(STARTED_HOW).nullable().optional(),
  /** `true`: another run called it and waited. It is not resumed by itself: it goes on when its parent does. */
  goesOnWithCaller: z.literal(true).optional(),
  /** `false`: what its steps did is not kept, as the workflow's settings say (`save`). Left out of lists. */
  stepsSaved: z.literal(false).optional(),
});
export type RunSummary = z.output<typeof runSummarySchema>;

export const runViewSchema = runSummarySchema.extend({
  output: jsonSchema.nullable(),
  steps: z.array(runStepViewSchema),
  /** Events that were gathered into this run; absent = one. */
  events: z.number().int().optional(),
  /** `input.sanitised` when NUL characters or lone surrogates were replaced on the way in. */
  flags: z.array(z.string()),
  /** Last fact's sequence number; live events continue from here. */
  seq: z.number().int(),
});
export type RunView = z.output<typeof runViewSchema>;
