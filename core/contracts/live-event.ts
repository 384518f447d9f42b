/**
 * What goes over a tab's one SSE stream. Durable events have the id `run:seq`; a browser that reconnects is told what
 * it missed from the database. `resync` says "fetch again".
 */
import { z } from 'zod';
import { runStepViewSchema, runSummarySchema } from './run-view';

/** `run:<id>`, `workflow:<id>` (its runs come and go; its draft or versions changed). */
export const liveTopicSchema = z.string().regex(/^(run|workflow):[0-9A-Za-z-]{1,64}$/);

export const liveEventSchema = z.discriminatedUnion('kind', [
  /** A run changed: its summary and the steps that changed since the event before. Steps carry no outputs. */
  z.object({
    kind: z.literal('run-changed'),
    seq: z.number().int(),
    run: runSummarySchema,
    steps: z.array(runStepViewSchema),
  }),
  /** Draft, versions or name of a workflow changed in another place. */
  z.object({
    kind: z.literal('workflow-changed'),
    workflowId: z.string(),
    what: z.enum(['draft', 'versions']),
  }),
  z.object({ kind: z.literal('resync') }),
]);
export type LiveEvent = z.output<typeof liveEventSchema>;
