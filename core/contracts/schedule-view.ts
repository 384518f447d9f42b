/** How schedules are shown: the times to come, and what became of those that were. */
import { z } from 'zod';
import { workflowProblemSchema } from './problem-schema';

/** How many times a preview gives. */
export const PREVIEW_COUNT = 5;

export const schedulePreviewSchema = z.object({
  /** ISO 8601 in UTC, the nearest first; fewer than five when the schedule ends, none when something is wrong. */
  next: z.array(z.string()),
  /** The zone whose clocks count. */
  timezone: z.string(),
  /** What is wrong, if anything is. */
  problem: workflowProblemSchema.nullable(),
});
export type SchedulePreview = z.output<typeof schedulePreviewSchema>;

export const scheduleFireSchema = z.object({
  id: z.string(),
  nodeId: z.string(),
  version: z.number().int(),
  outcome: z.enum(['fired', 'skipped']),
  /** Why it was skipped; null when it fired. */
  reason: z.enum(['overlap', 'missed', 'over-limit', 'unreadable']).nullable(),
  runId: z.string().nullable(),
  /** When it was to start. Of several that were skipped in a row, the first and the last. */
  dueAt: z.string(),
  lastDueAt: z.string(),
  ticks: z.number().int(),
  /** When it was handled. */
  firedAt: z.string(),
});
export type ScheduleFire = z.output<typeof scheduleFireSchema>;
