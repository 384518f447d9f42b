/**
 * Looks for due schedules when the next one comes due, and now and then besides. Any number of workers may do so. The
 * time to wait is the database's difference of its own times, so a wrong clock of this machine changes nothing.
 */
import { forgetFires, timeToNextSchedule } from '@/infra/db/run-store/due-schedules';
import { fireDueSchedules, type FireDeps } from './fire-due-schedules';

export interface ScheduleTimer {
  /** Schedules changed: looks at once. */
  wake(): void;
  /** Looks no more; resolves when what is under way has ended. */
  close(): Promise<void>;
}

export interface ScheduleTimerOptions extends FireDeps {
  /** Runs became due. */
  onFired: () => void;
}

/** Schedules handled in one transaction. */
const BATCH = 20;
/** Not more often than this, also when many schedules are due one after another. */
const SHORTEST_MS = 1000;
/** Publishing wakes workers; this is for the case that the message was lost. */
const LONGEST_MS = 30_000;
/** Added to the wait, since timers may be early by less than this. */
const LATE_MS = 5;
const HOUSEKEEPING_MS = 10 * 60_000;

/** Starts looking. */
export function startScheduleTimer(options: ScheduleTimerOptions): ScheduleTimer {
  const { runner, log } = options;
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let again = false;
  let closed = false;

  /** Handles all that is due. A schedule that the database refuses is found and left out, so the others go on. */
  async function fireAll(): Promise<void> {
    const except: string[] = [];
    let limit = BATCH;
    while (!closed) {
      const { schedules, runs, failed } = await fireDueSchedules(options, { limit, except });
      if (runs > 0) options.onFired();
      if (failed) {
        limit = 1;
        if (failed.triggerIds.length > 1) continue;
        log.error({ err: failed.error, code: 'schedule.refused' }, 'A schedule cannot be handled.');
        except.push(...failed.triggerIds);
      } else if (schedules === 0) {
        return;
      }
    }
  }

  /** Gives back how long to wait. */
  async function look(): Promise<number> {
    try {
      await fireAll();
      const ms = await timeToNextSchedule(runner);
      return Math.min(Math.max((ms ?? LONGEST_MS) + LATE_MS, 0), LONGEST_MS);
    } catch (error) {
      log.warn({ err: error, code: 'schedule.failed' }, 'Looking for due schedules failed; trying again.');
      return SHORTEST_MS;
    }
  }

  function run(): void {
    if (closed) return;
    if (round) {
      again = true;
      return;
    }
    if (timer) clearTimeout(timer);
    const began = performance.now();
    round = look().then((waitMs) => {
      round = null;
      if (closed) return;
      const sinceMs = performance.now() - began;
      const next = again ? 0 : Math.max(waitMs, SHORTEST_MS - sinceMs);
      again = false;
      timer = setTimeout(run, next);
    });
  }

  const house = setInterval(() => {
    forgetFires(runner).catch((error: unknown) =>
      log.warn({ err: error, code: 'schedule.housekeeping-failed' }, 'Forgetting old ticks failed.'),
    );
  }, HOUSEKEEPING_MS);
  run();
  return {
    wake: run,
    async close() {
      closed = true;
      clearInterval(house);
      if (timer) clearTimeout(timer);
      await round;
    },
  };
}
