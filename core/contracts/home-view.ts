/** What the home page shows: what was worked on, what ran, what needs a person, and how far a newcomer has come. */
import { z } from 'zod';
import { runSummarySchema } from './run-view';
import { workflowSummarySchema } from './workflow-view';

/** A run that waits for somebody to say whether a write happened. */
const doubtSchema = z.object({
  runId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  since: z.iso.datetime(),
});

/** A workflow whose runs failed and wait for somebody, with the newest of them. */
const failureSchema = z.object({
  workflowId: z.string(),
  workflowName: z.string(),
  count: z.number().int(),
  lastRunId: z.string(),
  lastAt: z.iso.datetime(),
});

/** A draft that cannot be published, or a published workflow with changes that are not live. */
const draftSchema = z.object({
  workflowId: z.string(),
  workflowName: z.string(),
  errors: z.number().int(),
  /** Published, and changed since. */
  isChanged: z.boolean(),
  updatedAt: z.iso.datetime(),
});

export const homeViewSchema = z.object({
  workflows: z.array(workflowSummarySchema),
  runs: z.array(runSummarySchema),
  attention: z.object({
    doubts: z.array(doubtSchema),
    failures: z.array(failureSchema),
    drafts: z.array(draftSchema),
  }),
  /** First steps that were taken, by anybody in the tenant. */
  steps: z.object({
    hasRun: z.boolean(),
    hasEdited: z.boolean(),
    hasPublished: z.boolean(),
    hasCalledWebhook: z.boolean(),
  }),
});
export type HomeView = z.output<typeof homeViewSchema>;
