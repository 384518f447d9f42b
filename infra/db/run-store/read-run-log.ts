import type pg from 'pg';
import type { Fact } from '@/core/engine/types';

export interface RunLog {
  graphHash: string;
  /** False while the run goes on: then more may follow. */
  ended: boolean;
  /** In their order. */
  facts: Fact[];
}

/** What a run recorded, as of one moment; undefined when there is no such run, and when it is not kept any more. */
export async function readRunLog(
  runner: pg.Pool,
  input: { tenantId: string; runId: string },
): Promise<RunLog | undefined> {
  const { rows } = await runner.query<Omit<RunLog, 'facts'> & { facts: Fact[][] | null }>({
    name: 'read-run-log',
    // One statement: a run that ends between two would be found in neither table.
    text: `select r.graph_hash as "graphHash", r.ended, (
        select json_agg(f.facts order by f.seq) from run_facts f where f.tenant_id = r.tenant_id and f.run_id = r.id
          and f.retention_class = r.retention_class
      ) as facts from (
        select tenant_id, id, retention_class, graph_hash, true as ended from runs where tenant_id = $1 and id = $2
        union all
        select tenant_id, id, retention_class, graph_hash, false from run_live where tenant_id = $1 and id = $2
      ) r`,
    values: [input.tenantId, input.runId],
  });
  const [row] = rows;
  return row?.facts ? { graphHash: row.graphHash, ended: row.ended, facts: row.facts.flat() } : undefined;
}
