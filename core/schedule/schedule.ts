/** The shape of a schedule: what the schedule node's parameters say once they are read. Times are wall times of the zone. */
import { z } from 'zod';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export const TIME_PATTERN = '^([01][0-9]|2[0-3]):[0-5][0-9]$';
export const DATE_PATTERN =
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9])?$';

const intervalSchema = z.coerce.number().int().min(1).max(86_400).default(1);
const timeSchema = z.string().regex(new RegExp(TIME_PATTERN)).default('09:00');
const dateSchema = z.union([z.literal(''), z.string().regex(new RegExp(DATE_PATTERN))]).default('');

/** Forms keep what was entered for other kinds of rule: keys that a rule does not use are passed over. */
const ruleSchema = z.discriminatedUnion('every', [
  z.object({ every: z.literal('seconds'), interval: intervalSchema }),
  z.object({ every: z.literal('minutes'), interval: intervalSchema }),
  z.object({
    every: z.literal('hours'),
    interval: intervalSchema,
    minute: z.coerce.number().int().min(0).max(59).default(0),
  }),
  z.object({ every: z.literal('days'), interval: intervalSchema, at: timeSchema }),
  z.object({
    every: z.literal('weeks'),
    interval: intervalSchema,
    weekdays: z.array(z.enum(WEEKDAYS)).min(1).default(['monday']),
    at: timeSchema,
  }),
  z.object({
    every: z.literal('months'),
    interval: intervalSchema,
    day: z
      .string()
      .regex(/^([1-9]|[12][0-9]|3[01]|last)$/)
      .default('1'),
    at: timeSchema,
  }),
  z.object({ every: z.literal('cron'), expression: z.string() }),
]);
export type ScheduleRule = z.infer<typeof ruleSchema>;

/** A rule without a kind is the kind that the form shows first. */
function withKind(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { every: 'days', ...raw } : raw;
}

/** How many rules one schedule may have. */
export const MAX_RULES = 20;

const scheduleSchema = z.object({
  rules: z.array(z.preprocess(withKind, ruleSchema)).min(1).max(MAX_RULES),
  timezone: z.string().max(100).default(''),
  startsAt: dateSchema,
  endsAt: dateSchema,
  jitterSeconds: z.coerce.number().int().min(0).max(3600).default(0),
  /** `skip`: a tick that comes while a run of this schedule goes on starts nothing. */
  overlap: z.enum(['allow', 'skip']).default('allow'),
  missed: z.enum(['skip', 'once', 'all']).default('once'),
  /** For `all`: so many of the newest. */
  missedLimit: z.coerce.number().int().min(1).max(100).default(10),
  /** In whose words the item of a tick tells the time. */
  words: z.enum(['heddle', 'n8n']).default('heddle'),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** Reads a schedule node's parameters; `timezone` stands in where they name none. The error says where it is wrong. */
export function readSchedule(
  parameters: unknown,
  timezone: string,
): { ok: true; schedule: Schedule } | { ok: false; path: string; message: string } {
  const parsed = scheduleSchema.safeParse(parameters);
  if (parsed.success) {
    return { ok: true, schedule: { ...parsed.data, timezone: parsed.data.timezone.trim() || timezone } };
  }
  const issue = parsed.error.issues[0];
  return { ok: false, path: issue?.path.join('.') ?? '', message: issue?.message ?? '' };
}
