/** What is wrong with a schedule, with the place and the fix: the same for the canvas, the preview and publishing. */
import { IANAZone } from 'luxon';
import type { ProblemCode } from '@/core/errors/problem-codes';
import { CRON_PARTS, CRON_RANGES, readCron, type CronFault } from './cron';
import { nextFires } from './next-fires';
import { readSchedule, type Schedule, type ScheduleRule } from './schedule';

export interface ScheduleIssue {
  code: ProblemCode;
  /** From the parameters down: `rules.0.expression`. */
  path: string;
  message: string;
  params?: Record<string, string | number>;
  fix?: string;
}

/** Where a check begins to look for ticks when nobody says what time it is. */
const PROBE_MS = Date.UTC(2024, 0, 1);

/**
 * Everything wrong with the parameters of a schedule node, as far as their fields alone cannot say. Parameters that do
 * not fit their fields give one issue without a code of their own: the fields' own check tells more.
 */
export function checkSchedule(parameters: unknown, timezone: string): ScheduleIssue[] {
  const read = readSchedule(parameters, timezone);
  if (!read.ok) return [incomplete(read.path)];
  const { schedule } = read;
  if (!IANAZone.isValidZone(schedule.timezone)) return [unknownZone(schedule.timezone)];
  const faults = schedule.rules.flatMap((rule, index) => checkCron(rule, `rules.${index}.expression`));
  if (faults.length > 0) return faults;
  if (nextFires(schedule, PROBE_MS, 1).length === 0) return [neverDue(schedule)];
  return [];
}

/** Rules that come due more often than the tenant allows, whatever else is wrong with the schedule. Cron has no seconds. */
export function tooFrequent(parameters: unknown, minIntervalSeconds: number): ScheduleIssue[] {
  return secondsOfRules(parameters).flatMap((seconds, index) => {
    if (seconds === null || seconds >= minIntervalSeconds) return [];
    return [
      {
        code: 'schedule.too-frequent' as const,
        path: `rules.${index}.interval`,
        message: `A schedule may come due every ${minIntervalSeconds} seconds at most, not every ${seconds}.`,
        params: { least: minIntervalSeconds, seconds },
        fix: 'Use a longer interval, or ask an admin to allow shorter ones.',
      },
    ];
  });
}

/** How often each rule comes due, where that is counted in seconds; null for the others, and for what is no number. */
function secondsOfRules(parameters: unknown): readonly (number | null)[] {
  const rules = isRecord(parameters) ? parameters['rules'] : undefined;
  return (Array.isArray(rules) ? rules : []).map((rule: unknown) => {
    if (!isRecord(rule) || rule['every'] !== 'seconds') return null;
    const seconds = Number(rule['interval'] ?? 1);
    return Number.isInteger(seconds) && seconds > 0 ? seconds : null;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkCron(rule: ScheduleRule, path: string): ScheduleIssue[] {
  if (rule.every !== 'cron') return [];
  const read = readCron(rule.expression);
  return read.ok ? [] : [cronIssue(read.fault, path)];
}

function cronIssue(fault: CronFault, path: string): ScheduleIssue {
  switch (fault.kind) {
    case 'parts':
      return {
        code: 'schedule.cron-parts',
        path,
        message: `A cron expression has five parts: minute, hour, day of month, month, day of week. Here are ${fault.count}.`,
        params: { count: fault.count },
        fix: 'Write all five, for example 0 9 * * 1-5 for nine o’clock on weekdays.',
      };
    case 'part': {
      const part = CRON_PARTS[fault.index] ?? 'minute';
      const range = CRON_RANGES[fault.index] ?? '';
      return {
        code: 'schedule.bad-cron',
        path,
        message: `The ${part} "${fault.text}" of the cron expression is not right.`,
        params: { part, text: fault.text, range },
        fix: `Use ${range}; a list (1,2), a range (1-5), a step (*/2), or * for all.`,
      };
    }
    case 'never':
      return never(path);
  }
}

function neverDue({ endsAt }: Schedule): ScheduleIssue {
  return never(endsAt === '' ? 'rules' : 'endsAt');
}

function never(path: string): ScheduleIssue {
  return {
    code: 'schedule.never',
    path,
    message: 'This schedule never comes due: no date fits it.',
    fix: 'Look at the days and months, and at the end.',
  };
}

function unknownZone(timezone: string): ScheduleIssue {
  return {
    code: 'settings.unknown-timezone',
    path: 'timezone',
    message: `There is no time zone "${timezone}".`,
    params: { timezone },
    fix: 'Use a name such as UTC or Europe/Zurich.',
  };
}

function incomplete(path: string): ScheduleIssue {
  return {
    code: 'schedule.incomplete',
    path,
    message: 'The schedule is not complete.',
    fix: 'Fill in what is marked.',
  };
}
