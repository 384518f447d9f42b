/** Runs as the home page asks for them: which wait for a person, which failed lately, whether any was ever started. */
import type pg from 'pg';
import { readAsTenant } from './read-as-tenant';

export interface RunsAtAGlance {
  doubts: { runId: string; workflowId: string; workflowName: string; since: Date }[];
  /** By workflow, the latest failure first. Test runs do not count. */
  failures: { workflowId: string; workflowName: string; count: number; lastRunId: string; lastAt: Date }[];
  hasRun: boolean;
  hasCalledWebhook: boolean;
}

/** One look at the run tables. `since` bounds the failures; `limit` holds for each list. */
export function readRunsAtAGlance(
  app: pg.Pool,
  tenantId: string,
  query: { since: Date; limit: number },
): Promise<RunsAtAGlance> {
  return readAsTenant(app, tenantId, async (client) => {
    const doubts = await client.query<RunsAtAGlance['doubts'][number]>({
      name: 'home-doubts',
      text: `select w.run_id as "runId", l.workflow_id as "workflowId", f.name as "workflowName", min(w.created_at) as since
        from waits w
          join run_live l on l.tenant_id = w.tenant_id and l.id = w.run_id
          join workflows f on f.tenant_id = l.tenant_id and f.id = l.workflow_id
        where w.tenant_id = $1 and w.kind = 'decision' and w.resolved_at is null
        group by 1, 2, 3 order by since limit $2`,
      values: [tenantId, query.limit],
    });
    const failures = await client.query<RunsAtAGlance['failures'][number]>({
      name: 'home-failures',
      text: `select r.workflow_id as "workflowId", f.name as "workflowName", count(*)::int as count,
          (array_agg(r.id order by r.id desc))[1] as "lastRunId", max(r.created_at) as "lastAt"
        from runs r join workflows f on f.tenant_id = r.tenant_id and f.id = r.workflow_id
        where r.tenant_id = $1 and r.id >= uuid7_low($2) and r.status = 'failed' and r.mode = 'production'
          and f.archived_at is null
        group by 1, 2 order by "lastAt" desc limit $3`,
      values: [tenantId, query.since, query.limit],
    });
    const steps = await client.query<{ hasRun: boolean; hasCalledWebhook: boolean }>({
      name: 'home-steps',
      text: `select
          exists (select from run_live where tenant_id = $1) or exists (select from runs where tenant_id = $1) as "hasRun",
          exists (select from run_live where tenant_id = $1 and mode = 'production' and trigger_kind = 'webhook')
            or exists (select from runs where tenant_id = $1 and mode = 'production' and trigger_kind = 'webhook') as "hasCalledWebhook"`,
      values: [tenantId],
    });
    const [known] = steps.rows;
    return {
      doubts: doubts.rows,
      failures: failures.rows,
      hasRun: known?.hasRun ?? false,
      hasCalledWebhook: known?.hasCalledWebhook ?? false,
    };
  });
}
