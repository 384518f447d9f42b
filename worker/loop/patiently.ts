import { sleep, type TimedClock } from '@/infra/clock/clock';
import { isAway } from './flusher';

const AWAY_RETRY_MS = 250;

/**
 * Does something that asks the database, again and again while the database is away: that is no failure of the step which
 * needs the answer. For what may be done twice.
 */
export async function patiently<T>(clock: TimedClock, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error)) throw error;
      await sleep(clock, AWAY_RETRY_MS);
    }
  }
}
