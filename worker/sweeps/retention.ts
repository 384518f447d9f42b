/**
 * History that begins and ends: weeks to come are made ahead, weeks older than their retention class are dropped as whole
 * partitions, with the blobs of their days. Blobs go first: a crash in between leaves the week to be found again, never
 * files that nobody knows of.
 */
import type pg from 'pg';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { TimedClock } from '@/infra/clock/clock';
import type { Log } from '@/infra/log/log';
import { whenFree } from './step-by-step';

export interface RetentionOptions {
  runner: pg.Pool;
  blobs: Pick<BlobStore, 'deleteUnder'>;
  clock: TimedClock;
  log: Log;
}

const WEEKS_AHEAD = 4;
/** More partitions than could ever be missing. */
const MOST_CHANGES = 1000;

/** Makes the partitions of the weeks to come, one after another. Gives back how many were missing. */
export async function makePartitions({
  runner,
  clock,
}: Pick<RetentionOptions, 'runner' | 'clock'>): Promise<number> {
  for (let made = 0; ; made += 1) {
    const more = await whenFree(clock, async () => {
      const { rows } = await runner.query<{ made: boolean }>(
        'select heddle_make_next_partition($1) as made',
        [WEEKS_AHEAD],
      );
      return rows[0]?.made ?? false;
    });
    if (more !== true || made >= MOST_CHANGES) return made;
  }
}

interface ExpiredWeek {
  retentionClass: number;
  /** Its seven days, as `2026-11-16`. */
  days: string[];
}

/** Drops what is due. Safe to run by many at once; gives back how many weeks this call dropped. */
export async function dropExpiredHistory(options: RetentionOptions): Promise<number> {
  const { runner, blobs, log } = options;
  const { rows } = await runner.query<ExpiredWeek>(
    `select retention_class as "retentionClass",
        array(select to_char(week + day, 'YYYY-MM-DD') from generate_series(0, 6) as day) as days
      from heddle_expired_weeks() order by week, retention_class`,
  );
  let dropped = 0;
  for (const { retentionClass, days } of rows) {
    for (const day of days) await blobs.deleteUnder(`${retentionClass}/${day}`);
    if (!(await dropWeek(options, retentionClass, days[0]))) continue;
    dropped += 1;
    log.info({ code: 'retention.dropped', retentionClass, week: days[0] }, 'A week of history has ended.');
  }
  return dropped;
}

/** Table by table; true when this call dropped the last of them. */
async function dropWeek(
  { runner, clock, log }: RetentionOptions,
  retentionClass: number,
  week: string | undefined,
): Promise<boolean> {
  for (;;) {
    const done = await whenFree(clock, async () => {
      const { rows } = await runner.query<{ done: 'dropped' | 'more' | 'busy' | 'kept' }>(
        'select heddle_drop_next_of_week($1::smallint, $2::date) as done',
        [retentionClass, week],
      );
      return rows[0]?.done ?? 'kept';
    });
    if (done === undefined) {
      const details = { code: 'retention.in-use', retentionClass, week };
      log.warn(details, 'A week of history that has ended is being read all the time; trying again later.');
    }
    if (done !== 'more') return done === 'dropped';
  }
}
