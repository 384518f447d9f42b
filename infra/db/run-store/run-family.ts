/**
 * Runs that belong together, written in the transaction of the flush they depend on: children are there when the step
 * that waits for them is, and a parent is told in the moment its child ends. Ordinary runs never come here.
 */
import type pg from 'pg';
import type { GateKey } from './gates';
import type { RunPriority } from './new-run';

/**
 * Flag of a run that a step of another one waits for, kept when it has ended. Such a run goes on with its caller, which
 * calls again and begins where it ended: resumed by itself beside that, it would do everything a second time.
 */
export const AWAITED = 'started:awaited';

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
  /** JSON texts of facts that an earlier run of the same call knew already. */
  seedFacts?: readonly string[];
  flags: readonly string[];
  parentRunId: string;
  /** The first run of the family. */
  rootRunId: string;
  /** The step that waits for it; null when nobody does. */
  parentStep: string | null;
  startedBy: string;
  /** False: it begins when another child of the same step has ended. */
  due: boolean;
  /** Absent = 0. */
  priority?: RunPriority;
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

/** A called run that was inserted into the hands of the worker that holds its caller. */
export interface HandedChild {
  id: string;
  createdAt: Date;
}

/** What came of the families of a flush. */
interface WrittenFamilies {
  /** Workflows of runs that wait for room. */
  held: GateKey[];
  handed: HandedChild[];
}

/**
 * Does what the flushes ask for; `flushes` are those that were written in this transaction. Where `handTo` names a worker,
 * the children that may begin at once are held by it from the start, as if it had claimed them.
 */
export async function writeFamilies(
  client: pg.PoolClient,
  flushes: readonly FamilyFlush[],
  handTo: string | null,
): Promise<WrittenFamilies> {
  const children = flushes.flatMap((flush) => flush.family.children);
  const { held, handed }: WrittenFamilies =
    children.length > 0 ? await insertChildren(client, children, handTo) : { held: [], handed: [] };
  const ended = flushes.flatMap(({ tenantId, family }) =>
    family.endsFor ? [{ tenantId, ...family.endsFor }] : [],
  );
  if (ended.length > 0) held.push(...(await tellParents(client, ended)));
  const cancelled = flushes.filter((flush) => flush.family.cancelsChildren).map((flush) => flush.runId);
  if (cancelled.length > 0) await cancelChildren(client, cancelled);
  return { held, handed };
}

/**
 * A child whose first fact is there already was inserted before: its row may have left `run_live` since. A child that is
 * waited for by a run which counts at some gate never waits at one itself (`inside`, or `open` where it counts too): else
 * families could wait for one another for ever.
 */
async function insertChildren(
  client: pg.PoolClient,
  children: readonly ChildRun[],
  handTo: string | null,
): Promise<WrittenFamilies> {
  const { rows } = await client.query<{
    held_back: GateKey[] | null;
    handed: { id: string; at: number }[] | null;
  }>({
    name: 'insert-children',
    text: `with input as materialized (
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
          $10::smallint[], $11::text[], $12::text[], $13::uuid[], $14::text[], $15::text[], $16::boolean[], $17::smallint[], $18::text[])
        as t(id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, trigger_kind, retention_class,
          first_facts, flags, parent_run_id, parent_step, started_by, due, priority, trace_id)
      ), logged as (
        insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
        select tenant_id, id, 0, 0, first_facts::json, retention_class from input on conflict do nothing returning run_id
      ), placed as (
        select i.*, case
            when p.gate in ('open', 'inside') and i.parent_step is not null then case when i.due and g.workflow_id is not null then 'open' else 'inside' end
            when i.due and g.workflow_id is not null then 'held' end as gate
        from input i left join run_live p on p.id = i.parent_run_id
          left join run_gates g on g.tenant_id = i.tenant_id and g.workflow_id = i.workflow_id and i.mode = 'production'
      ), begun as (
        select *, case when due and (gate is null or gate = 'inside') then $19::uuid end as hand from placed
      ), live as (
        insert into run_live (id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, trigger_kind,
          retention_class, due_at, flags, parent_run_id, parent_step, started_by, priority, gate, trace_id,
          worker_id, epoch, status, started_at)
        select id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, trigger_kind, retention_class,
          case when due and gate is distinct from 'held' and hand is null then now() end,
          case when flags = '' then '{}'::text[] else string_to_array(flags, ',') end, parent_run_id, parent_step, started_by, priority, gate, trace_id,
          hand, case when hand is null then 0 else 1 end, case when hand is null then 'queued' else 'running' end,
          case when hand is not null then now() end
        from begun where id in (select run_id from logged) returning id, tenant_id, workflow_id, gate, worker_id, created_at
      ) select (select count(pg_notify('heddle_due', '')) from (select 1 from live where worker_id is null limit 1) due) as due,
        (select json_agg(json_build_object('id', id, 'at', extract(epoch from created_at) * 1000)) from live where worker_id is not null) as handed,
        (select json_agg(json_build_object('tenantId', tenant_id, 'workflowId', workflow_id)) from live where gate = 'held') as held_back`,
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
      children.map((run) => `[${[run.startFact, ...(run.seedFacts ?? [])].join(',')}]`),
      children.map((run) => run.flags.join(',')),
      children.map((run) => run.parentRunId),
      children.map((run) => run.parentStep),
      children.map((run) => run.startedBy),
      children.map((run) => run.due),
      children.map((run) => run.priority ?? 0),
      children.map((run) => run.rootRunId),
      handTo,
    ],
  });
  const [row] = rows;
  const handed = (row?.handed ?? []).map(({ id, at }) => ({ id, createdAt: new Date(at) }));
  return { held: row?.held_back ?? [], handed };
}

/**
 * Counts ended children off the waits of their parents. Parents are locked first and in order, so that two transactions
 * never wait for each other and the counting sees what the other one wrote.
 */
async function tellParents(
  client: pg.PoolClient,
  ended: readonly { tenantId: string; runId: string; stepKey: string }[],
): Promise<GateKey[]> {
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
  const { rows } = await client.query<{ held_back: GateKey[] | null }>({
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
            and l.worker_id is null and l.due_at is null and l.epoch = 0 and l.gate is distinct from 'held' and l.status <> 'paused' order by l.id limit e.n for update skip locked
        ) c
      ), placed as (
        select l.id, case when g.workflow_id is null then l.gate when l.gate is null then 'held' else 'open' end as gate
        from run_live l left join run_gates g on g.tenant_id = l.tenant_id and g.workflow_id = l.workflow_id and l.mode = 'production'
        where l.id in (select id from following)
      ), begun as (
        update run_live l set gate = p.gate, due_at = case when p.gate is distinct from 'held' then now() end
        from placed p where l.id = p.id returning l.tenant_id, l.workflow_id, l.gate
      )
      select (select json_agg(json_build_object('tenantId', tenant_id, 'workflowId', workflow_id)) from begun where gate = 'held') as held_back, (select count(pg_notify('heddle_due', '')) from (select 1 from begun union all select 1 from woken limit 1) due) as due,
        (select count(pg_notify('heddle_cancel', '')) from (select 1 from woken where worker_id is not null limit 1) held) as held`,
    values,
  });
  return rows[0]?.held_back ?? [];
}

/** Runs that are not over and come from one first run, which is not counted; counts no further than `most`. */
export async function countFamily(
  runner: pg.Pool,
  input: { tenantId: string; rootRunId: string; most: number },
): Promise<number> {
  const { rows } = await runner.query<{ live: number }>({
    name: 'count-family',
    text: 'select count(*)::int as live from (select from run_live where tenant_id = $1 and trace_id = $2 limit $3) family',
    values: [input.tenantId, input.rootRunId, input.most],
  });
  return rows[0]?.live ?? 0;
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
