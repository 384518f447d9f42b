import type { Tx } from '@/infra/db/database';

/**
 * Takes a run that failed or was cancelled out of history and back among the live ones, with the fact that says so as
 * the next row of its log. Numbers go on growing: the log's last epoch is the highest that ever wrote. False = it is not
 * there to be taken (any more), or its log is gone.
 */
export async function takeBackRun(
  tx: Tx,
  input: { tenantId: string; runId: string; fact: string },
): Promise<boolean> {
  const { tenantId, runId, fact } = input;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with log as (
      select max(epoch) as epoch from run_facts where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid having count(*) > 0
    ), gone as (
      delete from runs where tenant_id = ${tenantId}::uuid and id = ${runId}::uuid and status in ('failed', 'cancelled')
        and exists (select from log) returning *
    ), logged as (
      insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
      select g.tenant_id, g.id, g.seq + 1, l.epoch, json_build_array(${fact}::json), g.retention_class from gone g, log l
    ), stale as (
      delete from waits where tenant_id = ${tenantId}::uuid and run_id in (select id from gone)
    )
    insert into run_live (id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, status, retention_class,
      created_at, started_at, due_at, epoch, seq, answer, flags, parent_run_id, trace_id, started_by, trigger_kind)
    select g.id, g.tenant_id, g.project_id, g.workflow_id, g.version, g.graph_hash, g.mode, g.trigger_node, 'queued', g.retention_class,
      g.created_at, g.started_at, now(), l.epoch, g.seq + 1, g.answer, g.flags, g.parent_run_id, g.trace_id, g.started_by, g.trigger_kind
    from gone g, log l returning id`;
  return rows.length === 1;
}
