/**
 * History that ends: weeks older than their retention class are dropped as whole partitions, with the blobs of their
 * days. Blobs go first: a crash in between leaves the week to be found again, never files that nobody knows of.
 */
import type pg from 'pg';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { Log } from '@/infra/log/log';

export interface RetentionOptions {
  runner: pg.Pool;
  blobs: Pick<BlobStore, 'deleteUnder'>;
  log: Log;
}

interface ExpiredWeek {
  retentionClass: number;
  /** Its seven days, as `2026-11-16`. */
  days: string[];
}

/** Drops what is due. Safe to run by many at once; gives back how many weeks this call dropped. */
export async function dropExpiredHistory({ runner, blobs, log }: RetentionOptions): Promise<number> {
  const { rows } = await runner.query<ExpiredWeek>(
    `select retention_class as "retentionClass",
        array(select to_char(week + day, 'YYYY-MM-DD') from generate_series(0, 6) as day) as days
      from heddle_expired_weeks() order by week, retention_class`,
  );
  let dropped = 0;
  for (const { retentionClass, days } of rows) {
    for (const day of days) await blobs.deleteUnder(`${retentionClass}/${day}`);
    const { rows: answer } = await runner.query<{ done: boolean }>(
      'select heddle_drop_week($1::smallint, $2::date) as done',
      [retentionClass, days[0]],
    );
    if (answer[0]?.done !== true) continue;
    dropped += 1;
    log.info({ code: 'retention.dropped', retentionClass, week: days[0] }, 'A week of history has ended.');
  }
  return dropped;
}
