/** How lists of runs are narrowed: the same for tRPC and REST. */
import { z } from 'zod';
import { rowIdSchema } from './identifiers';
import { instantSchema } from './instant';
import { runStatusSchema } from './run-view';
import { storable } from './storable-text';

export const TRIGGER_KINDS = [
  'manual',
  /** Started by a program with an API key, whatever its trigger is. */
  'api',
  'webhook',
  'schedule',
  'sub-workflow',
  'error',
  'form',
  'chat',
] as const;

export const runFilterShape = {
  /** One status, or several. */
  status: z.union([runStatusSchema, z.array(runStatusSchema).max(10)]).optional(),
  trigger: z.enum(TRIGGER_KINDS).optional(),
  mode: z.enum(['production', 'test']).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  text: storable(z.string().max(200)).optional(),
  parentRunId: rowIdSchema.optional(),
};

/** One status becomes a list of one. */
export function toListInput<T extends { status?: unknown }>(
  input: T & { status?: z.output<(typeof runFilterShape)['status']> },
): Omit<T, 'status'> & { status?: z.output<typeof runStatusSchema>[] | undefined } {
  const { status, ...rest } = input;
  return { ...rest, ...(status === undefined ? {} : { status: Array.isArray(status) ? status : [status] }) };
}
