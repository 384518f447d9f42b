/**
 * Runs that belong together, written in the transaction of the flush they depend on: children are there when the step
 * that waits for them is, and a parent is told in the moment its child ends. Ordinary runs never come here.
 */
import type pg from 'pg';

/** A run that another run starts. `startFact` is the JSON of its `run-started` fact. */
export interface ChildRun {
  id: string;
  tenantId: string;
  projectId: string;
  workflowId: string;
  /** null = the draft's graph. */
  version: number | null;
  graphHash: string;
  mode: 'production' | 'test';
  triggerNode: string;
  triggerKind: string | null;
  retentionClass: number;
  startFact: string;
  flags: readonly string[];
  parentRunId: string;
  /** The step that waits for it; null when nobody does. */
  parentStep: string | null;
  startedBy: string;
  /** False: it begins when another child of the same step has ended. */
  due: boolean;
}

/** What a flush has to do with other runs. */
export interface RunFamily {
  children: readonly ChildRun[];
  /** Set when the run ends and a step of another run waits for that. */
  endsFor: { runId: string; stepKey: string } | null;
  /** The run ends while children of it are waited for: they are cancelled. */
  cancelsChildren: boolean;
}

interface FamilyFlush {
  runId: string;
  tenantId: string;
  family: RunFamily;
}

/** Does what the flushes ask for; `flushes` are those that were written in this transaction. */
export async function writeFamilies(client: pg.PoolClient, flushes: readonly FamilyFlush[]): Promise<void> {
  const children = flushes.flatMap((flush) => flush.family.children);
  if (children.length > 0) await insertChildren(client, children);
  const ended = flushes.flatMap(({ tenantId, family }) =>
    family.endsFor ? [{ tenantId, ...family.endsFor }] : [],
  );
  if (ended.length > 0) await tellParents(client, ended);
  const cancelled = flushes.filter((flush) => flush.family.cancelsChildren).map((flush) => flush.runId);
  if (cancelled.length > 0) await cancelChildren(client, cancelled);
}

/** A child whose first fact is there already was inserted before: its row may have left `run_live` since. */
async function insertChildren(client: pg.PoolClient, children: readonly ChildRun[]): Promise<void> {
  await client.query({
    name: 'insert-children',
    text: `with input as materialized (
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
          $10::smallint[], $11::text[], $12::text[], $13::uuid[], $14::text[], $15::text[], $16::boolean[])
        as t(id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, trigger_kind, retention_class,
          start_fact, flags, parent_run_id, parent_step, started_by, due)
      ), logged as (
        insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
        select tenant_id, id, 0, 0, json_build_array(start_fact::json), retention_class from input on conflict do nothing returning run_id
      ), live as (
        insert into run_live (id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, trigger_kind,
          retention_class, due_at, flags, parent_run_id, parent_step, started_by)
        select id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, trigger_kind, retention_class,
          case when due then now() end, case when flags = '' then '{}'::text[] else string_to_array(flags, ',') end, parent_run_id, parent_step, started_by
        from input where id in (select run_id from logged) returning id
      ) select count(*), pg_notify('heddle_due', '') from live`,
    values: [
      children.map((run) => run.id),
      children.map((run) => run.tenantId),
      children.map((run) => run.projectId),
      children.map((run) => run.workflowId),
      children.map((run) => run.version),
      children.map((run) => run.graphHash),
      children.map((run) => run.mode),
      children.map((run) => run.triggerNode),
      children.map((run) => run.triggerKind),
      children.map((run) => run.retentionClass),
      children.map((run) => run.startFact),
      children.map((run) => run.flags.join(',')),
      children.map((run) => run.parentRunId),
      children.map((run) => run.parentStep),
      children.map((run) => run.startedBy),
      children.map((run) => run.due),
    ],
  });
}

/**
 * Counts ended children off the waits of their parents. Parents are locked first and in order, so that two transactions
 * never wait for each other and the counting sees what the other one wrote.
 */
async function tellParents(
  client: pg.PoolClient,
  ended: readonly { tenantId: string; runId: string; stepKey: string }[],
): Promise<void> {
  const values = [
    ended.map((child) => child.tenantId),
    ended.map((child) => child.runId),
    ended.map((child) => child.stepKey),
  ];
  await client.query({
    name: 'lock-parents',
    text: 'select id from run_live where id = any($1::uuid[]) order by id for update',
    values: [values[1]],
  });
  await client.query({
    name: 'tell-parents',
    text: `with ended as materialized (
        select tenant_id, run_id, step_key, count(*)::int as n from unnest($1::uuid[], $2::uuid[], $3::text[])
          as t(tenant_id, run_id, step_key) group by 1, 2, 3
      ), counted as (
        update waits w set pending = w.pending - e.n, resolved_at = case when w.pending <= e.n then now() end
        from ended e where w.tenant_id = e.tenant_id and w.run_id = e.run_id and w.step_key = e.step_key
          and w.pending is not null and w.resolved_at is null
        returning w.run_id, w.resolved_at is not null as over
      ), woken as (
        update run_live set due_at = now() where id in (select run_id from counted where over) returning worker_id
      ), following as (
        select c.id from ended e cross join lateral (
          select l.id from run_live l where l.parent_run_id = e.run_id and l.parent_step = e.step_key and l.tenant_id = e.tenant_id
            and l.worker_id is null and l.due_at is null and l.epoch = 0 order by l.id limit e.n for update skip locked
        ) c
      ), begun as (update run_live set due_at = now() where id in (select id from following) returning id)
      select (select count(pg_notify('heddle_due', '')) from (select 1 from begun union all select 1 from woken limit 1) due) as due,
        (select count(pg_notify('heddle_cancel', '')) from (select 1 from woken where worker_id is not null limit 1) held) as held`,
    values,
  });
}

async function cancelChildren(client: pg.PoolClient, parents: readonly string[]): Promise<void> {
  await client.query({
    name: 'cancel-children',
    text: `with asked as (
        update run_live set cancel_requested_by = coalesce(cancel_requested_by, 'run:' || parent_run_id), due_at = now()
        where parent_run_id = any($1::uuid[]) and parent_step is not null returning worker_id
      ) select (select count(pg_notify('heddle_due', '')) from (select 1 from asked limit 1) due) as due,
        (select count(pg_notify('heddle_cancel', '')) from (select 1 from asked where worker_id is not null limit 1) held) as held`,
    values: [parents],
  });
}
