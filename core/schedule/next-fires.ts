/**
 * The moments at which a schedule comes due, strictly increasing. Pure: the same schedule and moment give the same
 * answer everywhere, so what the inspector shows is what the worker does.
 */
import { IANAZone } from 'luxon';
import { compileRule, DEFAULT_ANCHOR } from './compile-rule';
import type { Schedule } from './schedule';
import { DAY_MS, momentOf } from './wall-time';

/** At most so many are given at once. */
export const MAX_FIRES = 500;

/** The next moments after `fromMs`, at most `count` of them; fewer when the schedule ends. Unknown zones have none. */
export function nextFires(schedule: Schedule, fromMs: number, count: number): number[] {
  const zone = IANAZone.create(schedule.timezone);
  if (!zone.isValid) return [];
  const start = schedule.startsAt === '' ? null : wallOf(schedule.startsAt);
  const end = schedule.endsAt === '' ? Infinity : momentOf(zone, endWall(schedule.endsAt));
  const anchor = start === null ? DEFAULT_ANCHOR : Math.floor(start / DAY_MS) * DAY_MS;
  // A start is included: the moment before it is where the search begins.
  const from = start === null ? fromMs : Math.max(fromMs, momentOf(zone, start) - 1);
  const heads = schedule.rules.flatMap((rule) => {
    const next = compileRule(rule, zone, anchor);
    return next ? [{ next, at: next(from) }] : [];
  });
  const fires: number[] = [];
  while (fires.length < Math.min(count, MAX_FIRES)) {
    const first = heads.reduce((least, { at }) => (at !== null && at < least ? at : least), Infinity);
    if (first === Infinity || first > end) break;
    fires.push(first);
    for (const head of heads) {
      if (head.at !== null && head.at <= first) head.at = head.next(first);
    }
  }
  return fires;
}

/**
 * When a tick is handled: its time and, where the schedule spreads its ticks, a part of the jitter that depends on the
 * trigger and the time alone.
 */
export function dueAtOf(schedule: Schedule, tickMs: number, seed: string): number {
  if (schedule.jitterSeconds === 0) return tickMs;
  return tickMs + (hash(`${seed}:${tickMs}`) % (schedule.jitterSeconds * 1000 + 1));
}

/** FNV-1a: spreads well enough, and is the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}

function wallOf(text: string): number {
  return Date.parse(text.includes('T') ? `${text}:00Z` : `${text}T00:00:00Z`);
}

/** A date without a time includes its day; a time includes its minute. */
function endWall(text: string): number {
  return wallOf(text) + (text.includes('T') ? 60_000 : DAY_MS) - 1;
}
