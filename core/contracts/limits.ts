/** How limits are shown and chosen. */
import { z } from 'zod';
import { LIMIT_GROUPS, LIMIT_NAMES, type LimitName } from '@/core/limits/limits';

// The table is not empty.
export const limitNameSchema = z.enum(LIMIT_NAMES as [LimitName, ...LimitName[]]);

/** Whether it is in the range of its limit is for the service to say, which knows the range. */
export const limitValueSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const limitViewSchema = z.object({
  name: limitNameSchema,
  group: z.enum(LIMIT_GROUPS),
  unit: z.enum(['count', 'seconds', 'milliseconds', 'bytes', 'characters']),
  /** `most`: no more than the value; `least`: no less. */
  bounds: z.enum(['most', 'least']),
  value: z.number().int(),
  /** What counts where nobody chose. */
  standard: z.number().int(),
  least: z.number().int(),
  most: z.number().int(),
  /** Code of the problem at the limit; null where something else happens than a refusal. */
  problem: z.string().nullable(),
  /** The tenant chose the value itself. */
  isOwn: z.boolean(),
  changedAt: z.string().nullable(),
  /** Name of who chose it, as far as they are still here. */
  changedBy: z.string().nullable(),
  /** How much of it is used now, where that is cheap to say. */
  usage: z.number().int().nullable(),
});
export type LimitView = z.output<typeof limitViewSchema>;

export const limitListSchema = z.object({ items: z.array(limitViewSchema) });
