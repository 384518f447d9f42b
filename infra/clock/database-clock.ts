/**
 * The database's clock in a worker's hands: asked now and then, carried on by the monotonic clock in between. What is
 * written as a time or compared with one agrees with the database then, however wrong the machine's own clock is.
 */
import type pg from 'pg';
import { repeat, systemClock, type TimedClock } from './clock';

export interface DatabaseClock extends TimedClock {
  close(): void;
}

export interface DatabaseClockOptions {
  db: Pick<pg.Pool, 'query'>;
  /** What measures between two answers. */
  base?: TimedClock;
  /** Milliseconds between two questions. */
  everyMs?: number;
}

const EVERY_MS = 10_000;

/** Asks once before it resolves; rejects when the database does not answer. Later a question without an answer changes nothing. */
export async function createDatabaseClock(options: DatabaseClockOptions): Promise<DatabaseClock> {
  const { db, base = systemClock, everyMs = EVERY_MS } = options;
  /** The database's time when `elapsed` was 0, and by how much that may be wrong. */
  let origin = 0;
  let doubt = Infinity;

  async function ask(): Promise<void> {
    const before = base.elapsed();
    const { rows } = await db.query<{ now: number }>({
      name: 'what-time',
      text: 'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
    });
    const after = base.elapsed();
    const found = (rows[0]?.now ?? 0) - (before + after) / 2;
    const foundDoubt = (after - before) / 2;
    // A slow answer says little, unless it proves the last one wrong.
    if (foundDoubt > doubt && Math.abs(found - origin) <= foundDoubt + doubt) return;
    origin = found;
    doubt = foundDoubt;
  }

  await ask();
  const stop = repeat(base, everyMs, () => void ask().catch(() => undefined));
  return {
    now: () => Math.round(origin + base.elapsed()),
    elapsed: () => base.elapsed(),
    setTimer: (delayMs, call) => base.setTimer(delayMs, call),
    close: stop,
  };
}
