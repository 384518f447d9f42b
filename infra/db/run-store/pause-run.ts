/**
 * Pausing and continuing. A run that nobody holds is paused on the spot: the fact goes into its log and the row loses its
 * due time. A run that a worker holds carries the wish (`steer`) until the worker has seen it; should the worker die
 * before, whoever claims the run next sees it. So a wish is durable the moment it is asked for.
 */
import type { Tx } from '@/infra/db/database';

export interface Steering {
  tenantId: string;
  runId: string;
  by: string;
  /** JSON of the fact `run-paused` or `run-continued`. */
  fact: string;
}

/**
 * `done`: it is so now. `asked`: its worker was asked. `same`: it was so already. `unfit`: there is such a run, and it
 * cannot be done (it is being cancelled, its turn has not come, or it is not paused). `none`: no live run of that id.
 */
export type SteeringOutcome = 'done' | 'asked' | 'same' | 'unfit' | 'none';

export interface Steered {
  outcome: Exclude<SteeringOutcome, 'none'>;
  workflowId: string;
  /** Of the log before it. */
  seq: number;
  /** A worker held it. */
  held: boolean;
}

/** Nothing of the run starts any more until it is continued; what is under way ends. */
export async function pauseLiveRun(tx: Tx, input: Steering): Promise<Steered | null> {
  const { tenantId, runId, by, fact } = input;
  const rows = await tx.$queryRaw<Steered[]>`
    with run as materialized (
      select id, tenant_id, workflow_id, seq, epoch, retention_class, worker_id is not null as held,
        case
          when cancel_requested_by is not null then 'unfit'
          when worker_id is not null then case when steer = 'pause' then 'same' else 'asked' end
          when status = 'paused' then 'same'
          when due_at is null and epoch = 0 and gate is distinct from 'held' then 'unfit'
          else 'done'
        end as outcome
      from run_live where tenant_id = ${tenantId}::uuid and id = ${runId}::uuid for update
    ), logged as (
      insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
      select tenant_id, id, seq + 1, epoch, json_build_array(${fact}::json), retention_class from run where outcome = 'done'
    ), paused as (
      update run_live l set status = 'paused', due_at = null, seq = l.seq + 1, steer = 'pause', steer_by = ${by}
      from run r where l.id = r.id and r.outcome = 'done'
    ), asked as (
      update run_live l set steer = 'pause', steer_by = ${by}, due_at = now()
      from run r where l.id = r.id and r.outcome = 'asked'
    )
    select outcome, workflow_id as "workflowId", seq, held from run`;
  return rows[0] ?? null;
}

/** Goes on where it was; waits whose time came meanwhile are over. A run that waits for room at its gate goes on waiting. */
export async function continueLiveRun(tx: Tx, input: Steering): Promise<Steered | null> {
  const { tenantId, runId, by, fact } = input;
  const rows = await tx.$queryRaw<Steered[]>`
    with run as materialized (
      select id, tenant_id, workflow_id, seq, epoch, retention_class, worker_id is not null as held,
        case
          when worker_id is not null then case when steer = 'pause' then 'asked' when steer = 'continue' then 'same' else 'unfit' end
          when status = 'paused' then 'done'
          when steer = 'pause' then 'asked'
          else 'unfit'
        end as outcome
      from run_live where tenant_id = ${tenantId}::uuid and id = ${runId}::uuid for update
    ), logged as (
      insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
      select tenant_id, id, seq + 1, epoch, json_build_array(${fact}::json), retention_class from run where outcome = 'done'
    ), continued as (
      update run_live l set status = 'queued', seq = l.seq + 1, steer = null, steer_by = null,
        due_at = case when l.gate is distinct from 'held' then now() end
      from run r where l.id = r.id and r.outcome = 'done'
    ), asked as (
      update run_live l set steer = 'continue', steer_by = ${by}, due_at = now()
      from run r where l.id = r.id and r.outcome = 'asked'
    )
    select outcome, workflow_id as "workflowId", seq, held from run`;
  return rows[0] ?? null;
}
