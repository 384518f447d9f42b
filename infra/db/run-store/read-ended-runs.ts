import type pg from 'pg';
import type { Fact, RunError } from '@/core/engine/types';
import type { PortData } from '@/core/items/item';

export interface EndedRun {
  id: string;
  status: 'succeeded' | 'failed' | 'cancelled';
  output: PortData | null;
  error: RunError | null;
}

/** How runs of a tenant ended; those that are not over, or not kept any more, are left out. */
export async function readEndedRuns(
  runner: pg.Pool,
  input: { tenantId: string; ids: readonly string[] },
): Promise<EndedRun[]> {
  const { rows } = await runner.query<EndedRun>({
    name: 'read-ended-runs',
    text: 'select id, status, output, error from runs where tenant_id = $1 and id = any($2::uuid[])',
    values: [input.tenantId, input.ids],
  });
  return rows;
}

export interface EndedLog {
  graphHash: string;
  /** In their order. */
  facts: Fact[];
}

/** The log of a run that is over; undefined for others, and when it is not kept any more. */
export async function readEndedLog(
  runner: pg.Pool,
  input: { tenantId: string; runId: string },
): Promise<EndedLog | undefined> {
  const { rows } = await runner.query<{ graphHash: string; facts: Fact[][] | null }>({
    name: 'read-ended-log',
    text: `select graph_hash as "graphHash", (
        select json_agg(f.facts order by f.seq) from run_facts f where f.tenant_id = r.tenant_id and f.run_id = r.id
          and f.retention_class = r.retention_class
      ) as facts from runs r where r.tenant_id = $1 and r.id = $2`,
    values: [input.tenantId, input.runId],
  });
  const [row] = rows;
  return row?.facts ? { graphHash: row.graphHash, facts: row.facts.flat() } : undefined;
}
