/** The health page's answer. */
import { z } from 'zod';

export const healthViewSchema = z.strictObject({
  level: z.enum(['ok', 'warning', 'problem']),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      level: z.enum(['ok', 'warning', 'problem']),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  processes: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['web', 'worker']),
      host: z.string(),
      pid: z.number().int(),
      version: z.string(),
      startedAt: z.string(),
      heartbeatAt: z.string(),
    }),
  ),
  /** Runs of this tenant by status: those that are not finished, and those that ended in the last 24 hours. */
  runs: z.strictObject({ live: z.record(z.string(), z.number()), day: z.record(z.string(), z.number()) }),
});
export type HealthView = z.output<typeof healthViewSchema>;
