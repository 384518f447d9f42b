import type { Tx } from '@/infra/db/database';
import { admitInTenant } from './gates';
import { AWAITED } from './run-family';

/**
 * Takes a run that failed or was cancelled out of history and back among the live ones, with the fact that says so as
 * the next row of its log. Numbers go on growing: the log's last epoch is the highest that ever wrote. False = it is not
 * there to be taken (any more), or its log is gone. Where its workflow limits how many run at once, it goes to the front of
 * those that wait. A run that another one called and waited for is not there to be taken: it goes on with its caller.
 */
export async function takeBackRun(
  tx: Tx,
  input: { tenantId: string; runId: string; fact: string },
): Promise<boolean> {
  const { tenantId, runId, fact } = input;
  const rows = await tx.$queryRaw<{ workflowId: string; held: boolean | null }[]>`
    with log as (
      select max(epoch) as epoch from run_facts where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid having count(*) > 0
    ), gone as (
      delete from runs where tenant_id = ${tenantId}::uuid and id = ${runId}::uuid and status in ('failed', 'cancelled')
        and exists (select from log)
        and ${AWAITED} <> all(flags)
      returning *
    ), logged as (
      insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
      select g.tenant_id, g.id, g.seq + 1, l.epoch, json_build_array(${fact}::json), g.retention_class from gone g, log l
    ), stale as (
      delete from waits where tenant_id = ${tenantId}::uuid and run_id in (select id from gone)
    )
    insert into run_live (id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, status, retention_class,
      created_at, started_at, due_at, epoch, seq, answer, flags, parent_run_id, trace_id, started_by, trigger_kind, gate)
    select g.id, g.tenant_id, g.project_id, g.workflow_id, g.version, g.graph_hash, g.mode, g.trigger_node, 'queued', g.retention_class,
      g.created_at, g.started_at, case when r.workflow_id is null then now() end, l.epoch, g.seq + 1, g.answer, g.flags, g.parent_run_id, g.trace_id, g.started_by, g.trigger_kind,
      case when r.workflow_id is not null then 'held' end
    from gone g cross join log l left join run_gates r
      on r.tenant_id = g.tenant_id and r.workflow_id = g.workflow_id and g.mode = 'production'
    returning workflow_id as "workflowId", gate = 'held' as held`;
  const [row] = rows;
  if (row?.held === true) await admitInTenant(tx, { tenantId, workflowId: row.workflowId });
  return row !== undefined;
}
