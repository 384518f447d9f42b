/**
 * What becomes of the ticks that are due: which start a run, which are passed over and why, and which comes next. Decided
 * once, in the transaction that records it.
 */
import { dueAtOf, MAX_FIRES, nextFires } from './next-fires';
import type { Schedule } from './schedule';

/** A tick that is handled later than this was missed. */
export const GRACE_MS = 60_000;

export type SkipReason = 'overlap' | 'missed' | 'over-limit';

/** Ticks in a row that were passed over for the same reason. */
export interface SkippedTicks {
  reason: SkipReason;
  firstMs: number;
  lastMs: number;
  count: number;
}

export interface TickPlan {
  /** Scheduled times of the runs to start, in order. */
  fires: number[];
  skipped: SkippedTicks[];
  /** The first tick that is not handled yet; null = the schedule is over. */
  nextMs: number | null;
}

export interface DueTicks {
  schedule: Schedule;
  /** The first tick that is not handled yet. */
  nextMs: number;
  nowMs: number;
  /** A run of this schedule goes on. */
  isRunning: boolean;
  /** Of the jitter: the trigger's id. */
  seed: string;
}

/**
 * Decides on all due ticks. After a very long pause it decides on a part of them; what is left is due at once, and the
 * newest are kept for last.
 */
export function planTicks({ schedule, nextMs, nowMs, isRunning, seed }: DueTicks): TickPlan {
  const known = [nextMs, ...nextFires(schedule, nextMs, MAX_FIRES - 1)];
  const isDue = (tick: number) => dueAtOf(schedule, tick, seed) <= nowMs;
  const firstLater = known.findIndex((tick) => !isDue(tick));
  const isWhole = firstLater >= 0 || known.length < MAX_FIRES;
  const due = firstLater >= 0 ? known.slice(0, firstLater) : known;
  if (!isWhole) {
    // More are missed than are looked at: these are not among the newest.
    const passed = due.slice(0, -schedule.missedLimit);
    const reason = schedule.missed === 'all' ? 'over-limit' : 'missed';
    return {
      fires: [],
      skipped: group(passed.map((tick) => [tick, reason])),
      nextMs: due[passed.length] ?? null,
    };
  }
  const decided = applyOverlap(
    schedule,
    isRunning,
    due.map((tick) => [tick, missedReason(tick)]),
  );
  return {
    fires: decided.flatMap(([tick, reason]) => (reason === null ? [tick] : [])),
    skipped: group(decided.filter((entry): entry is Skip => entry[1] !== null)),
    nextMs: firstLater >= 0 ? (known[firstLater] ?? null) : null,
  };

  function missedReason(tick: number): SkipReason | null {
    if (!isMissed(tick) || schedule.missed === 'all') {
      const isNew = due.length - due.indexOf(tick) <= schedule.missedLimit;
      return !isMissed(tick) || isNew ? null : 'over-limit';
    }
    // One run makes up for all that were missed, unless one that is in time does so anyway.
    const isNewest = tick === due.at(-1);
    return schedule.missed === 'once' && isNewest ? null : 'missed';
  }

  function isMissed(tick: number): boolean {
    return nowMs - dueAtOf(schedule, tick, seed) > GRACE_MS;
  }
}

type Skip = [tick: number, reason: SkipReason];
type Decision = [tick: number, reason: SkipReason | null];

/** Where overlaps are skipped, at most one of the ticks starts a run: it goes on when the next is looked at. */
function applyOverlap(schedule: Schedule, isRunning: boolean, decided: Decision[]): Decision[] {
  if (schedule.overlap === 'allow') return decided;
  let busy = isRunning;
  return decided.map(([tick, reason]) => {
    if (reason !== null) return [tick, reason];
    const isFree = !busy;
    busy = true;
    return [tick, isFree ? null : 'overlap'];
  });
}

function group(skips: readonly Skip[]): SkippedTicks[] {
  const groups: SkippedTicks[] = [];
  for (const [tick, reason] of skips) {
    const last = groups.at(-1);
    if (last?.reason === reason) {
      last.lastMs = tick;
      last.count += 1;
    } else {
      groups.push({ reason, firstMs: tick, lastMs: tick, count: 1 });
    }
  }
  return groups;
}
