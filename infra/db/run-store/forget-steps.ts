import type pg from 'pg';
import type { RunFlush } from './run-flush';

/**
 * Takes away what the logs of runs hold between their first row and their last, where their workflow does not keep it. In
 * the transaction of the end: whoever died before it goes on from the whole log.
 */
export async function forgetSteps(client: pg.PoolClient, flushes: readonly RunFlush[]): Promise<void> {
  const wanted = flushes.flatMap(({ finish, runId, tenantId, retentionClass, seq }) =>
    finish?.forgets && seq !== null ? [{ runId, tenantId, retentionClass, seq }] : [],
  );
  if (wanted.length === 0) return;
  const ids = wanted.map(({ runId }) => runId).sort();
  await client.query(
    // The bounds say nothing new: they let the database leave out the partitions that cannot hold any of them.
    `delete from run_facts f using unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::int[]) as e(run_id, tenant_id, class, seq)
      where f.tenant_id = e.tenant_id and f.run_id = e.run_id and f.retention_class = e.class and f.seq > 0 and f.seq < e.seq
        and f.retention_class = any($3) and f.run_id >= $5 and f.run_id <= $6`,
    [
      wanted.map(({ runId }) => runId),
      wanted.map(({ tenantId }) => tenantId),
      wanted.map(({ retentionClass }) => retentionClass),
      wanted.map(({ seq }) => seq),
      ids[0],
      ids.at(-1),
    ],
  );
}
