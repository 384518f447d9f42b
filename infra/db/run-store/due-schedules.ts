/**
 * Schedules that are due, and what became of their ticks. A tick is claimed by locking its trigger's row; the runs it
 * starts, the rows that tell of it and the next due time are written in the transaction that holds the lock. All times
 * are the database's.
 */
import type pg from 'pg';
import type { JsonObject } from '@/core/items/item';

export interface DueSchedule {
  tenantId: string;
  triggerId: string;
  workflowId: string;
  projectId: string;
  version: number;
  nodeId: string;
  graphHash: string;
  retentionClass: number;
  config: JsonObject;
  /** The first tick that is not handled yet, in milliseconds; it may lie before `dueAt` by the jitter. */
  tickMs: number | null;
  dueAt: Date;
  /** When the transaction began. */
  now: Date;
  /** A run of this schedule goes on. */
  isRunning: boolean;
}

/** Locks due schedules, the longest due first. Those that another worker holds are left to it. */
export async function claimDueSchedules(
  client: pg.PoolClient,
  input: { limit: number; except: readonly string[] },
): Promise<DueSchedule[]> {
  const { rows } = await client.query<DueSchedule>({
    name: 'claim-due-schedules',
    text: `with due as materialized (
        select tenant_id, id, workflow_id, version, node_id, config, state, next_due_at from triggers
        where next_due_at <= now() and kind = 'schedule' and id <> all($2::uuid[])
        order by next_due_at limit $1 for update skip locked
      )
      select d.tenant_id as "tenantId", d.id as "triggerId", d.workflow_id as "workflowId", w.project_id as "projectId", d.version,
        d.node_id as "nodeId", v.graph_hash as "graphHash", t.retention_class as "retentionClass", d.config,
        (d.state->>'tick')::float8 as "tickMs", d.next_due_at as "dueAt", now() as now,
        exists (select from run_live l where l.tenant_id = d.tenant_id and l.workflow_id = d.workflow_id
          and l.trigger_node = d.node_id and l.mode = 'production') as "isRunning"
      from due d join tenants t on t.id = d.tenant_id
        join workflows w on w.tenant_id = d.tenant_id and w.id = d.workflow_id
        join versions v on v.tenant_id = d.tenant_id and v.workflow_id = d.workflow_id and v.number = d.version
      order by d.next_due_at`,
    values: [input.limit, input.except],
  });
  return rows;
}

export interface FireRow {
  tenantId: string;
  workflowId: string;
  nodeId: string;
  version: number;
  /** null = the ticks were passed over for the reason. */
  runId: string | null;
  reason: string | null;
  dueAtMs: number;
  /** Of several ticks that were passed over in a row. */
  lastDueAtMs: number;
  ticks: number;
}

/** Notes what became of ticks, in order. */
export async function insertFires(client: pg.PoolClient, fires: readonly FireRow[]): Promise<void> {
  if (fires.length === 0) return;
  await client.query({
    name: 'insert-schedule-fires',
    text: `insert into schedule_fires (tenant_id, workflow_id, node_id, version, outcome, reason, run_id, due_at, last_due_at, ticks, fired_at)
      select f.tenant_id, f.workflow_id, f.node_id, f.version, case when f.run_id is null then 'skipped' else 'fired' end, f.reason,
        f.run_id, to_timestamp(f.due_ms / 1000.0), to_timestamp(f.last_ms / 1000.0), f.ticks, now()
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::uuid[], $7::float8[], $8::float8[], $9::int[])
        with ordinality as f(tenant_id, workflow_id, node_id, version, reason, run_id, due_ms, last_ms, ticks, position)
      order by f.position`,
    values: [
      fires.map((fire) => fire.tenantId),
      fires.map((fire) => fire.workflowId),
      fires.map((fire) => fire.nodeId),
      fires.map((fire) => fire.version),
      fires.map((fire) => fire.reason),
      fires.map((fire) => fire.runId),
      fires.map((fire) => fire.dueAtMs),
      fires.map((fire) => fire.lastDueAtMs),
      fires.map((fire) => fire.ticks),
    ],
  });
}

export interface Advance {
  tenantId: string;
  triggerId: string;
  /** null = the schedule is over. */
  next: { tickMs: number; dueAtMs: number } | null;
}

/** Moves the schedules on to their next tick. */
export async function advanceSchedules(client: pg.PoolClient, advances: readonly Advance[]): Promise<void> {
  await client.query({
    name: 'advance-schedules',
    text: `update triggers t set state = jsonb_build_object('tick', a.tick_ms), next_due_at = to_timestamp(a.due_ms / 1000.0)
      from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[]) as a(tenant_id, id, tick_ms, due_ms)
      where t.tenant_id = a.tenant_id and t.id = a.id`,
    values: [
      advances.map((advance) => advance.tenantId),
      advances.map((advance) => advance.triggerId),
      advances.map((advance) => advance.next?.tickMs ?? null),
      advances.map((advance) => advance.next?.dueAtMs ?? null),
    ],
  });
}

/** Milliseconds until the next schedule is due, by the database's clock; null = there is none. */
export async function timeToNextSchedule(runner: pg.Pool): Promise<number | null> {
  const { rows } = await runner.query<{ ms: number | null }>({
    name: 'time-to-next-schedule',
    text: `select (extract(epoch from min(next_due_at) - now()) * 1000)::float8 as ms from triggers
      where next_due_at is not null and kind = 'schedule'`,
  });
  return rows[0]?.ms ?? null;
}

/** Forgets what schedules did longer ago than a month or than their tenant keeps runs. Safe to run by many at once. */
export async function forgetFires(runner: pg.Pool): Promise<void> {
  await runner.query(
    `delete from schedule_fires f using tenants t
     where t.id = f.tenant_id and f.fired_at < now() - least(t.retention_class, 30) * interval '1 day'`,
  );
}
