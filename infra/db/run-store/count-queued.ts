import type pg from 'pg';

/**
 * Runs of a tenant that wait to begin, or to go on because somebody resumed them; tests left out. Counts no further than
 * `most`.
 */
export async function countQueuedRuns(
  runner: pg.Pool,
  input: { tenantId: string; most: number },
): Promise<number> {
  const { rows } = await runner.query<{ queued: number }>({
    name: 'count-queued',
    text: `select ((
        select count(*) from (
          select from run_live where tenant_id = $1 and worker_id is null and due_at is not null and status = 'queued' and mode = 'production' limit $2
        ) due
      ) + (
        select count(*) from (select from run_live where tenant_id = $1 and gate = 'held' and due_at is null limit $2) held
      ))::int as queued`,
    values: [input.tenantId, input.most],
  });
  return rows[0]?.queued ?? 0;
}
