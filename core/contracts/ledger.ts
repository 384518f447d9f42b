/**
 * What runs did to the outside world: one entry for each effect, as pages, REST and exports show it. Answers themselves
 * are not part of it: they may hold anything, and stand in the step's output, where known secrets are taken out.
 */
import { z } from 'zod';
import { cursorSchema } from './identifiers';
import { instantSchema } from './instant';
import { graphIdSchema } from './portable-workflow';
import { storable } from './storable-text';

/** `intended`: under way. `in-doubt`: begun, and nobody knows whether it happened. */
export const LEDGER_STATUSES = ['answered', 'failed', 'in-doubt', 'intended'] as const;
export type LedgerStatus = (typeof LEDGER_STATUSES)[number];

export const receiptViewSchema = z.object({
  runId: z.string(),
  workflowId: z.string(),
  /** null = a run of the draft. */
  version: z.number().int().nullable(),
  /** Step key. */
  step: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
  /** The step's path, or null at top level. */
  iteration: z.string().nullable(),
  /** Name of the effect in its step. */
  effect: z.string(),
  /** Place of the item it was made for, from 0; null where it is not one item's. */
  item: z.number().int().nullable(),
  /** What was to be done, as `POST https://api.example.com/orders`. */
  summary: z.string(),
  status: z.enum(LEDGER_STATUSES),
  /** The call of the step that made it, from 1. */
  attempt: z.number().int(),
  /** Later calls of the step that took the answer from here instead of sending again. */
  replays: z.number().int(),
  /** Made by an earlier run; this one sent nothing. */
  inherited: z.boolean(),
  /** What the other side answered with, where it is HTTP. */
  answerStatus: z.number().int().nullable(),
  /** Why it failed. */
  errorCode: z.string().nullable(),
  /** Who decided what became of it (`user:…`), where it was in doubt. */
  decidedBy: z.string().nullable(),
  decision: z.enum(['repeat', 'done', 'fail']).nullable(),
  idempotencyKey: z.string(),
  intendedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** From the intent to the answer, waits between tries included. */
  durationMs: z.number().nullable(),
});
export type ReceiptView = z.output<typeof receiptViewSchema>;

export const ledgerFilterShape = {
  status: z.enum(LEDGER_STATUSES).optional(),
  nodeId: graphIdSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  /** Part of what was to be done, or of the idempotency key. */
  text: storable(z.string().max(200)).optional(),
};

/** Nodes that may do something outside, to filter by. */
export const ledgerNodesSchema = z.array(z.object({ id: z.string(), name: z.string() }));

export const exportFormatSchema = z.enum(['csv', 'json']);

const limitInQuery = z.coerce.number().int().min(1).max(200).default(50);

/** Query of `GET /workflows/{id}/receipts`: a page, or with `format` all that matches as a file. */
export const ledgerQuerySchema = z.strictObject({
  ...ledgerFilterShape,
  format: exportFormatSchema.optional(),
  cursor: cursorSchema.optional(),
  limit: limitInQuery,
});

/** Query of `GET /runs/{id}/receipts`. */
export const runLedgerQuerySchema = z.strictObject({ format: exportFormatSchema.optional() });
