/** The wire shape of `core/errors/problem` and of `application/problem+json` answers. */
import { z } from 'zod';

export const workflowProblemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  nodeId: z.string().nullable(),
  path: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  fix: z.string().optional(),
});

/** RFC 9457 with our stable `code`; `details` holds what differs from code to code. */
export const problemDocumentSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ProblemDocument = z.output<typeof problemDocumentSchema>;
