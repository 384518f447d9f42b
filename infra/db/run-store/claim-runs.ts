/**
 * Claiming: a worker takes due runs in one statement and gets their log with them. The epoch grows with each claim, so
 * whoever held a run before can write nothing any more. A claimed run has no due time; whoever sets one while it is
 * held (a signal, a decision, a cancel) makes it due again the moment it is let go. All times are the database's.
 */
import type pg from 'pg';
import type { Fact } from '@/core/engine/types';

export interface ClaimedRun {
  id: string;
  tenantId: string;
  projectId: string;
  workflowId: string;
  version: number | null;
  graphHash: string;
  mode: 'production' | 'test';
  triggerNode: string;
  status: string;
  retentionClass: number;
  createdAt: Date;
  startedAt: Date | null;
  epoch: number;
  seq: number;
  deaths: number;
  replyTo: string | null;
  cancelRequestedBy: string | null;
  startedBy: string | null;
  parentRunId: string | null;
  /** The step of the parent that waits for this run. */
  parentStep: string | null;
  /** The whole log, oldest first. */
  facts: Fact[];
}

const CLAIM = `with due as (
    select id from run_live where worker_id is null and due_at <= now()
    order by due_at limit $2 for update skip locked
  ), claimed as (
    update run_live l set worker_id = $1, epoch = l.epoch + 1, due_at = null, status = 'running', started_at = coalesce(l.started_at, now())
    from due where l.id = due.id returning l.*
  )
  select c.id, c.tenant_id as "tenantId", c.project_id as "projectId", c.workflow_id as "workflowId", c.version,
    c.graph_hash as "graphHash", c.mode, c.trigger_node as "triggerNode", c.status, c.retention_class as "retentionClass",
    c.created_at as "createdAt", c.started_at as "startedAt", c.epoch, c.seq, c.deaths, c.reply_to as "replyTo",
    c.cancel_requested_by as "cancelRequestedBy", c.started_by as "startedBy",
    c.parent_run_id as "parentRunId", c.parent_step as "parentStep", f.logs
  from claimed c left join lateral (
    select json_agg(r.facts order by r.seq) as logs from run_facts r where r.tenant_id = c.tenant_id and r.run_id = c.id
  ) f on true`;

/** Takes up to `limit` due runs for this worker, oldest due first. */
export async function claimRuns(
  runner: pg.Pool,
  input: { workerId: string; limit: number },
): Promise<ClaimedRun[]> {
  const { rows } = await runner.query<Omit<ClaimedRun, 'facts'> & { logs: Fact[][] | null }>({
    name: 'claim-runs',
    text: CLAIM,
    values: [input.workerId, input.limit],
  });
  return rows.map(({ logs, ...run }) => ({ ...run, facts: (logs ?? []).flat() }));
}

export interface StoredWait {
  tenantId: string;
  runId: string;
  stepKey: string;
  kind: 'timer' | 'retry' | 'signal' | 'decision';
  dueAt: Date | null;
  due: boolean;
  signal: string | null;
  resolvedAt: Date | null;
  resolution: unknown;
  resolvedBy: string | null;
}

/** The waits of runs that were parked, with `due` by the database's clock. */
export async function loadWaits(
  runner: pg.Pool,
  keys: readonly { tenantId: string; id: string }[],
): Promise<StoredWait[]> {
  const { rows } = await runner.query<StoredWait>({
    name: 'load-waits',
    text: `select w.tenant_id as "tenantId", w.run_id as "runId", w.step_key as "stepKey", w.kind, w.due_at as "dueAt",
        coalesce(w.due_at <= now(), false) as due, w.signal, w.resolved_at as "resolvedAt", w.resolution, w.resolved_by as "resolvedBy"
      from unnest($1::uuid[], $2::uuid[]) as k(tenant_id, run_id) join waits w using (tenant_id, run_id)
      order by w.run_id, w.step_key`,
    values: [keys.map((key) => key.tenantId), keys.map((key) => key.id)],
  });
  return rows;
}
