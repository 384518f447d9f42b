/**
 * Accepting runs: many rows in one statement. The run's row, its first fact (the trigger's payload) and, where the
 * caller gave an idempotency key, its `dedup` row are written together or not at all.
 */
import pg from 'pg';
import { admitRuns } from './gates';

/** A run to be accepted. All ids are UUIDs; `startFact` is the JSON of its `run-started` fact. */
export interface NewRun {
  id: string;
  tenantId: string;
  projectId: string;
  workflowId: string;
  /** null = the draft's graph. */
  version: number | null;
  graphHash: string;
  mode: 'production' | 'test';
  triggerNode: string;
  retentionClass: number;
  /** JSON text: serialised once by the caller, never parsed on this path. */
  startFact: string;
  /** JSON texts of facts that another run knew already and that count for this one too. */
  seedFacts?: readonly string[];
  /** What kind of trigger it is, where that is known. */
  triggerKind?: string | null;
  /** The web process that waits for the answer. */
  replyTo: string | null;
  flags: readonly string[];
  parentRunId: string | null;
  startedBy: string;
  /** 1 = somebody waits for it, -1 = there are many and nobody does. Absent = 0. */
  priority?: RunPriority;
  /** Refused where so many of the tenant's runs wait to begin. Absent = taken in any case. */
  mostQueued?: number;
  /** Begins so much later. Absent = at once. */
  delayMs?: number;
  /** `bodyHash` in hexadecimal. */
  dedup: { source: string; key: string; bodyHash: string; ttlMs: number } | null;
}

export type RunPriority = -1 | 0 | 1;

export type InsertedRun =
  | { kind: 'accepted'; runId: string }
  | { kind: 'repeated'; runId: string }
  | { kind: 'conflict'; runId: string };

const COLUMNS =
  'id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, retention_class, start_fact, reply_to, flags, parent_run_id, started_by, trigger_kind, priority, delay_ms';
const INPUT = `select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[],
  $9::smallint[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::text[], $15::text[], $16::smallint[], $17::bigint[]`;

/** Told with the commit: workers of this database look at once. */
const NOTIFY = ", (select pg_notify('heddle_due', '')) as told";

function insertSql(keyed: boolean, notify: boolean): string {
  const input = keyed
    ? `${INPUT}, $18::text[], $19::text[], $20::text[], $21::bigint[]) as t(${COLUMNS}, source, key, body_hash, ttl_ms)`
    : `${INPUT}) as t(${COLUMNS})`;
  const dedup = keyed
    ? `, keyed as (
      insert into dedup as d (tenant_id, source, key, body_hash, run_id, expires_at)
      select tenant_id, source, key, decode(body_hash, 'hex'), id, now() + ttl_ms * interval '1 millisecond' from input where key is not null
      on conflict (tenant_id, source, key) do update
        set body_hash = excluded.body_hash, run_id = excluded.run_id, expires_at = excluded.expires_at
        where d.expires_at < now()
      returning run_id
    ), fresh as (select * from input where key is null or id in (select run_id from keyed))`
    : ', fresh as (select * from input)';
  return `with input as materialized (${input})${dedup}, live as (
      insert into run_live (id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, retention_class,
        due_at, gate, not_before, reply_to, flags, parent_run_id, started_by, trigger_kind, priority)
      select f.id, f.tenant_id, f.project_id, f.workflow_id, f.version, f.graph_hash, f.mode, f.trigger_node, f.retention_class,
        case when g.workflow_id is null then now() + coalesce(f.delay_ms, 0) * interval '1 millisecond' end,
        case when g.workflow_id is not null then 'held' end,
        case when g.workflow_id is not null then now() + f.delay_ms * interval '1 millisecond' end,
        f.reply_to, case when f.flags = '' then '{}'::text[] else string_to_array(f.flags, ',') end, f.parent_run_id, f.started_by,
        f.trigger_kind, f.priority
      from fresh f left join run_gates g on g.tenant_id = f.tenant_id and g.workflow_id = f.workflow_id and f.mode = 'production'
      on conflict (id) do nothing returning id, gate
    ), first_facts as (
      insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
      select f.tenant_id, f.id, 0, 0, f.start_fact::json, f.retention_class from fresh f join live using (id)
    )
    select ${keyed ? 'array(select id from fresh) as accepted, ' : ''}array(select id from live where gate = 'held') as held${notify ? NOTIFY : ''}`;
}

function statement(keyed: boolean, notify: boolean): { name: string; text: string } {
  return {
    name: `insert-runs${keyed ? '-keyed' : ''}${notify ? '-told' : ''}`,
    text: insertSql(keyed, notify),
  };
}
const PLAIN = { told: statement(false, true), silent: statement(false, false) };
const KEYED = { told: statement(true, true), silent: statement(true, false) };

/**
 * Inserts the runs in one statement and says for each, in order, what became of it. A run whose id is already there was
 * accepted by an earlier try whose answer was lost.
 */
export async function insertRuns(
  runner: pg.Pool | pg.PoolClient,
  runs: readonly NewRun[],
  options: { notify: boolean },
): Promise<InsertedRun[]> {
  const kind = options.notify ? 'told' : 'silent';
  const keyed = runs.some((run) => run.dedup !== null);
  const values: unknown[] = [
    runs.map((run) => run.id),
    runs.map((run) => run.tenantId),
    runs.map((run) => run.projectId),
    runs.map((run) => run.workflowId),
    runs.map((run) => run.version),
    runs.map((run) => run.graphHash),
    runs.map((run) => run.mode),
    runs.map((run) => run.triggerNode),
    runs.map((run) => run.retentionClass),
    runs.map((run) => `[${[run.startFact, ...(run.seedFacts ?? [])].join(',')}]`),
    runs.map((run) => run.replyTo),
    runs.map((run) => run.flags.join(',')),
    runs.map((run) => run.parentRunId),
    runs.map((run) => run.startedBy),
    runs.map((run) => run.triggerKind ?? null),
    runs.map((run) => run.priority ?? 0),
    runs.map((run) => run.delayMs ?? null),
  ];
  if (!keyed) {
    const { rows } = await runner.query<Inserted>({ ...PLAIN[kind], values });
    await admitHeld(runner, runs, rows[0]);
    return runs.map((run) => ({ kind: 'accepted', runId: run.id }));
  }
  values.push(
    runs.map((run) => run.dedup?.source ?? null),
    runs.map((run) => run.dedup?.key ?? null),
    runs.map((run) => run.dedup?.bodyHash ?? null),
    runs.map((run) => run.dedup?.ttlMs ?? null),
  );
  const { rows } = await runner.query<Inserted>({ ...KEYED[kind], values });
  await admitHeld(runner, runs, rows[0]);
  const accepted = new Set(rows[0]?.accepted);
  const outcomes: InsertedRun[] = [];
  for (const run of runs) {
    outcomes.push(accepted.has(run.id) ? { kind: 'accepted', runId: run.id } : await findFirst(runner, run));
  }
  return outcomes;
}

interface Inserted {
  accepted?: string[];
  /** Their workflows limit how many go on at once: they have to be let in. */
  held: string[];
}

/**
 * A second statement, for the few. Runs that are accepted already stay so: where it fails, the sweep lets them in. Inside of
 * a caller's transaction nothing is accepted yet, and the caller hears of it.
 */
async function admitHeld(
  runner: pg.Pool | pg.PoolClient,
  runs: readonly NewRun[],
  inserted: Inserted | undefined,
): Promise<void> {
  if (!inserted || inserted.held.length === 0) return;
  const held = new Set(inserted.held);
  const admitting = admitRuns(
    runner,
    runs.filter((run) => held.has(run.id)),
  );
  if (runner instanceof pg.Pool) await admitting.catch(() => 0);
  else await admitting;
}

async function findFirst(runner: pg.Pool | pg.PoolClient, run: NewRun): Promise<InsertedRun> {
  const { rows } = await runner.query<{ run_id: string; body_hash: string }>({
    name: 'find-dedup',
    text: "select run_id, encode(body_hash, 'hex') as body_hash from dedup where tenant_id = $1 and source = $2 and key = $3",
    values: [run.tenantId, run.dedup?.source, run.dedup?.key],
  });
  const first = rows[0];
  if (!first) throw new Error('The idempotency key vanished while it was looked up.');
  return { kind: first.body_hash === run.dedup?.bodyHash ? 'repeated' : 'conflict', runId: first.run_id };
}
