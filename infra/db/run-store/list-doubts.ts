/** Runs that wait for a person's decision about a write, newest first: read from the waits themselves. */
import type pg from 'pg';
import { readAsTenant } from './read-as-tenant';

export interface DoubtPlace {
  /** ISO 8601. */
  since: string;
  runId: string;
  /** Tells steps of one run apart. */
  tie: string;
}

export interface StoredDoubt {
  runId: string;
  stepKey: string;
  workflowId: string;
  workflowName: string;
  version: number | null;
  since: Date;
  tie: string;
}

const FROM = `from waits d join run_live l on l.tenant_id = d.tenant_id and l.id = d.run_id
    join workflows w on w.tenant_id = l.tenant_id and w.id = l.workflow_id
  where d.tenant_id = $1 and d.kind = 'decision' and d.resolved_at is null`;

/** A page of them; of one workflow where it is named. */
export function listStoredDoubts(
  app: pg.Pool,
  tenantId: string,
  query: { workflowId: string | null; after: DoubtPlace | null; limit: number },
): Promise<{ doubts: StoredDoubt[]; hasMore: boolean }> {
  const { workflowId, after, limit } = query;
  return readAsTenant(app, tenantId, async (client) => {
    const { rows } = await client.query<StoredDoubt>({
      name: 'list-doubts',
      text: `select d.run_id as "runId", d.step_key as "stepKey", l.workflow_id as "workflowId", w.name as "workflowName", l.version,
          d.created_at as since,
          md5(d.step_key) as tie ${FROM}
          and ($2::uuid is null or l.workflow_id = $2)
          and ($3::timestamptz is null or (d.created_at, d.run_id, md5(d.step_key)) < ($3, $4::uuid, $5))
        order by d.created_at desc, d.run_id desc, tie desc limit $6`,
      values: [
        tenantId,
        workflowId,
        after?.since ?? null,
        after?.runId ?? null,
        after?.tie ?? null,
        limit + 1,
      ],
    });
    return { doubts: rows.slice(0, limit), hasMore: rows.length > limit };
  });
}

/** How many wait, counted no further than `most`. */
export function countStoredDoubts(app: pg.Pool, tenantId: string, most: number): Promise<number> {
  return readAsTenant(app, tenantId, async (client) => {
    const { rows } = await client.query<{ count: number }>({
      name: 'count-doubts',
      text: `select count(*)::int as count from (select 1 ${FROM} limit $2) known`,
      values: [tenantId, most],
    });
    return rows[0]?.count ?? 0;
  });
}
