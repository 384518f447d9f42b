/** One rule as a function: a moment in, the next moment after it out. */
import type { IANAZone } from 'luxon';
import { readCron } from './cron';
import { WEEKDAYS, type ScheduleRule } from './schedule';
import { DAY_MS, momentOf, nextPassing, offsetAt } from './wall-time';

/** The first moment after this one at which the rule comes due; null = never again. */
export type NextMoment = (afterMs: number) => number | null;

type NextWall = (afterWallMs: number) => number | null;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Monday, 3 January 2000: where intervals are counted from when the schedule has no start. */
export const DEFAULT_ANCHOR = Date.UTC(2000, 0, 3);
/** Day 0 of UTC was a Thursday; with these, weeks begin on Monday. */
const DAYS_TO_MONDAY = 3;
/** Months to look at before a rule counts as never coming due. */
const MAX_MONTHS = 1200;
/** Wall times that one moment can stand for: all minutes of a day that a zone passed over, and to spare. */
const MAX_REPEATS = 3000;

/** Compiles a rule; null when its cron expression is broken. `anchorMs` is a wall time: midnight of the first day. */
export function compileRule(rule: ScheduleRule, zone: IANAZone, anchorMs: number): NextMoment | null {
  switch (rule.every) {
    case 'seconds':
      return elapsed(rule.interval * 1000, momentOf(zone, anchorMs));
    case 'minutes':
      return elapsed(rule.interval * MINUTE_MS, momentOf(zone, anchorMs));
    case 'hours':
      return hours(rule, zone, anchorMs);
    case 'days':
      return byWall(
        zone,
        days(rule.at, (day) => (day - dayOf(anchorMs)) % rule.interval === 0),
      );
    case 'weeks': {
      const wanted = new Set(rule.weekdays.map((weekday) => WEEKDAYS.indexOf(weekday)));
      const week = (day: number) => Math.floor((day + DAYS_TO_MONDAY) / 7);
      const first = week(dayOf(anchorMs));
      return byWall(
        zone,
        days(
          rule.at,
          (day) => wanted.has(modulo(day + DAYS_TO_MONDAY, 7)) && (week(day) - first) % rule.interval === 0,
          // Whole weeks in which nothing comes due are stepped over at once.
          (day) => ((week(day) - first) % rule.interval === 0 ? day + 1 : nextWeek(day)),
        ),
      );
    }
    case 'months':
      return byWall(zone, months(rule, anchorMs));
    case 'cron': {
      const read = readCron(rule.expression);
      if (!read.ok) return null;
      const { everyHour, nextWall } = read.cron;
      return everyHour ? (after) => nextPassing(zone, after, nextWall) : byWall(zone, nextWall);
    }
  }
}

function elapsed(stepMs: number, anchorMs: number): NextMoment {
  return (after) => anchorMs + (Math.floor((after - anchorMs) / stepMs) + 1) * stepMs;
}

/** Numbers of hours that divide the day are read off the clock; others are counted. */
function hours(
  { interval, minute }: Extract<ScheduleRule, { every: 'hours' }>,
  zone: IANAZone,
  anchorMs: number,
): NextMoment {
  const shift = minute * MINUTE_MS;
  if (24 % interval !== 0) return elapsed(interval * HOUR_MS, momentOf(zone, anchorMs + shift));
  const step = interval * HOUR_MS;
  const nextWall: NextWall = (after) => (Math.floor((after - shift) / step) + 1) * step + shift;
  return interval === 1 ? (after) => nextPassing(zone, after, nextWall) : byWall(zone, nextWall);
}

/** Wall times become moments: skipped ones the moment after the gap, repeated ones their first. */
function byWall(zone: IANAZone, nextWall: NextWall): NextMoment {
  return (after) => {
    let wall = nextWall(after + offsetAt(zone, after));
    for (let count = 0; wall !== null && count < MAX_REPEATS; count += 1) {
      const moment = momentOf(zone, wall);
      if (moment > after) return moment;
      wall = nextWall(wall);
    }
    return null;
  };
}

function days(
  at: string,
  isDue: (day: number) => boolean,
  following: (day: number) => number = (day) => day + 1,
): NextWall {
  const time = timeOf(at);
  return (after) => {
    let day = dayOf(after);
    if (day * DAY_MS + time <= after) day += 1;
    for (let count = 0; count < 200_000; count += 1) {
      if (isDue(day)) return day * DAY_MS + time;
      day = following(day);
    }
    return null;
  };
}

function nextWeek(day: number): number {
  return (Math.floor((day + DAYS_TO_MONDAY) / 7) + 1) * 7 - DAYS_TO_MONDAY;
}

/** A month without the day is passed over. */
function months(rule: Extract<ScheduleRule, { every: 'months' }>, anchorMs: number): NextWall {
  const time = timeOf(rule.at);
  const first = monthOf(anchorMs);
  return (after) => {
    let month = monthOf(after);
    month += modulo(first - month, rule.interval);
    for (let count = 0; count < MAX_MONTHS; count += 1, month += rule.interval) {
      const year = Math.floor(month / 12);
      const last = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate();
      const day = rule.day === 'last' ? last : Number(rule.day);
      if (day > last) continue;
      const wall = Date.UTC(year, month % 12, day) + time;
      if (wall > after) return wall;
    }
    return null;
  };
}

function timeOf(at: string): number {
  return Number(at.slice(0, 2)) * HOUR_MS + Number(at.slice(3)) * MINUTE_MS;
}

function dayOf(wallMs: number): number {
  return Math.floor(wallMs / DAY_MS);
}

function monthOf(wallMs: number): number {
  const date = new Date(wallMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
