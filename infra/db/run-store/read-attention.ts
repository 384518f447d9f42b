/** Runs as the home page asks for them: which wait for a person, which failed, whether any was ever started. */
import type pg from 'pg';
import { readAsTenant } from './read-as-tenant';

export interface RunsAtAGlance {
  doubts: { runId: string; workflowId: string; workflowName: string; since: Date }[];
  /** Dead letters that nobody handled, by workflow, the latest failure first. */
  failures: { workflowId: string; workflowName: string; count: number; lastRunId: string; lastAt: Date }[];
  hasRun: boolean;
  hasCalledWebhook: boolean;
}

/** One look at the run tables. `limit` holds for each list. */
export function readRunsAtAGlance(
  app: pg.Pool,
  tenantId: string,
  query: { limit: number },
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
      text: `select d.workflow_id as "workflowId", f.name as "workflowName", count(*)::int as count,
          (array_agg(d.run_id order by d.failed_at desc, d.run_id desc))[1] as "lastRunId", max(d.failed_at) as "lastAt"
        from dead_letters d join workflows f on f.tenant_id = d.tenant_id and f.id = d.workflow_id
        where d.tenant_id = $1 and d.handled_at is null and f.archived_at is null
        group by 1, 2 order by "lastAt" desc limit $2`,
      values: [tenantId, query.limit],
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
