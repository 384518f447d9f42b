/**
 * Changes to partitions while everybody works: each is short, waits for nobody, and is tried again where somebody was in
 * the way. Whoever waits for a lock on a table makes all others wait behind it.
 */
import { sleep, type TimedClock } from '@/infra/clock/clock';

/** Pauses between tries, from the first to the longest. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;
/** A table that somebody reads for longer than this is left for the next sweep. */
const PATIENCE_MS = 20_000;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Carries out one change. `change` gives 'busy' where it is to be tried again, as it is when the database refuses the
 * lock; undefined when there never was a moment for it.
 */
export async function whenFree<T>(
  clock: TimedClock,
  change: () => Promise<T | 'busy'>,
): Promise<T | undefined> {
  const until = clock.elapsed() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const done = await change().catch(busyOrThrown);
    if (done !== 'busy') return done;
    if (clock.elapsed() >= until) return undefined;
    await sleep(clock, pause);
  }
}

function busyOrThrown(error: unknown): 'busy' {
  if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return 'busy';
  throw error;
}
