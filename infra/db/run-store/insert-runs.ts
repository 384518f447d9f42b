/**
 * Accepting runs: many rows in one statement. The run's row, its first fact (the trigger's payload) and, where the
 * caller gave an idempotency key, its `dedup` row are written together or not at all.
 */
import pg from 'pg';
import { fromTextList, toTextList } from '@/infra/db/text-list';
import { admitRuns } from './gates';
import { handedChunks, handedText } from './handed-runs';
import type { NewRun } from './new-run';

export type { NewRun } from './new-run';

export type InsertedRun =
  | { kind: 'accepted'; runId: string }
  | { kind: 'repeated'; runId: string }
  | { kind: 'conflict'; runId: string };

const COLUMNS =
  'id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, retention_class, start_fact, reply_to, flags, parent_run_id, started_by, trigger_kind, priority, delay_ms';
const INPUT = `select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[],
  $9::smallint[], ${fromTextList('$10')}, $11::text[], $12::text[], $13::uuid[], $14::text[], $15::text[], $16::smallint[], $17::bigint[]`;

/** Told with the commit: workers of this database look at once. */
const NOTIFY = ", (select pg_notify('heddle_due', '')) as told";

/** The worker, as long as its lease holds. */
const HAND =
  ', hand as materialized (select id from workers where id = $18 and expires_at > now() and not draining)';
/** One message for each part: what a claim would have told the worker, of the runs that are really in its hands. */
const HANDED = `, handed as (
      select format('{"at":%s,"runs":[%s]}', min(extract(epoch from l.created_at) * 1000)::bigint, string_agg(f.message, ',')) as payload
      from live l join fresh f using (id) where l.worker_id is not null group by f.chunk
    )`;
const ALL_HANDED = 'not exists (select from live where worker_id is null) as "allHanded"';
const HANDED_TOLD = `, ${ALL_HANDED}, (select count(pg_notify('heddle_hand_' || $18, payload)) from handed) as handed,
      (select pg_notify('heddle_due', '') where exists (select from live where worker_id is null and gate is null)) as told`;
const HANDED_SILENT = `, ${ALL_HANDED}, array(select payload from handed) as messages`;

type Telling = 'silent' | 'told' | 'handed-silent' | 'handed-told';

function insertSql(keyed: boolean, telling: Telling): string {
  const hands = telling.startsWith('handed');
  const base = hands ? `${INPUT}, ${fromTextList('$19')}, $20::int[]` : INPUT;
  const columns = hands ? `${COLUMNS}, message, chunk` : COLUMNS;
  const at = hands ? 21 : 18;
  const input = keyed
    ? `${base}, $${at}::text[], $${at + 1}::text[], $${at + 2}::text[], $${at + 3}::bigint[]) as t(${columns}, source, key, body_hash, ttl_ms)`
    : `${base}) as t(${columns})`;
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
  const held = hands ? ', worker_id, epoch, status, started_at' : '';
  const inHand = hands
    ? ", h.id, case when h.id is null then 0 else 1 end, case when h.id is null then 'queued' else 'running' end, case when h.id is not null then now() end"
    : '';
  const due = hands ? 'g.workflow_id is null and h.id is null' : 'g.workflow_id is null';
  const hand = hands
    ? 'left join hand h on f.message is not null and f.delay_ms is null and g.workflow_id is null'
    : '';
  return `with input as materialized (${input})${dedup}${hands ? HAND : ''}, live as (
      insert into run_live (id, tenant_id, project_id, workflow_id, version, graph_hash, mode, trigger_node, retention_class,
        due_at, gate, not_before, reply_to, flags, parent_run_id, started_by, trigger_kind, priority${held})
      select f.id, f.tenant_id, f.project_id, f.workflow_id, f.version, f.graph_hash, f.mode, f.trigger_node, f.retention_class,
        case when ${due} then now() + coalesce(f.delay_ms, 0) * interval '1 millisecond' end,
        case when g.workflow_id is not null then 'held' end,
        case when g.workflow_id is not null then now() + f.delay_ms * interval '1 millisecond' end,
        f.reply_to, case when f.flags = '' then '{}'::text[] else string_to_array(f.flags, ',') end, f.parent_run_id, f.started_by,
        f.trigger_kind, f.priority${inHand}
      from fresh f left join run_gates g on g.tenant_id = f.tenant_id and g.workflow_id = f.workflow_id and f.mode = 'production'
        ${hand}
      on conflict (id) do nothing returning id, gate, worker_id, created_at
    ), first_facts as (
      insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
      select f.tenant_id, f.id, 0, 0, f.start_fact::json, f.retention_class from fresh f join live using (id)
    )${hands ? HANDED : ''}
    select ${keyed ? 'array(select id from fresh) as accepted, ' : ''}array(select id from live where gate = 'held') as held${TOLD[telling]}`;
}

const TOLD: Record<Telling, string> = {
  silent: '',
  told: NOTIFY,
  'handed-silent': HANDED_SILENT,
  'handed-told': HANDED_TOLD,
};
const TEXTS = new Map<string, string>();

function statement(keyed: boolean, telling: Telling): { name: string; text: string } {
  const name = `insert-runs${keyed ? '-keyed' : ''}-${telling}`;
  let text = TEXTS.get(name);
  if (text === undefined) TEXTS.set(name, (text = insertSql(keyed, telling)));
  return { name, text };
}

/** What became of runs that were to go into a worker's hands. */
export interface HandedRuns {
  outcomes: InsertedRun[];
  /** Nobody else has to look for any of them. */
  allHanded: boolean;
  /** For the worker (`heddle_hand_<id>`), where the statement did not tell it. */
  messages: readonly string[];
}

/**
 * Inserts the runs in one statement and says for each, in order, what became of it. A run whose id is already there was
 * accepted by an earlier try whose answer was lost.
 */
export async function insertRuns(
  runner: pg.Pool | pg.PoolClient,
  runs: readonly NewRun[],
  options: { notify: boolean },
): Promise<InsertedRun[]> {
  return (await insert(runner, runs, { telling: options.notify ? 'told' : 'silent' })).outcomes;
}

/**
 * The same, into the hands of a worker: those that it may begin at once are held by it from the start, as if it had claimed
 * them. The others, and all of them where its lease is over, are due for whoever claims them.
 */
export async function insertIntoHands(
  runner: pg.Pool,
  runs: readonly NewRun[],
  options: { workerId: string; notify: boolean },
): Promise<HandedRuns> {
  const { workerId, notify } = options;
  return insert(runner, runs, { telling: notify ? 'handed-told' : 'handed-silent', workerId });
}

async function insert(
  runner: pg.Pool | pg.PoolClient,
  runs: readonly NewRun[],
  { telling, workerId }: { telling: Telling; workerId?: string },
): Promise<HandedRuns> {
  const facts = runs.map((run) => `[${[run.startFact, ...(run.seedFacts ?? [])].join(',')}]`);
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
    toTextList(facts),
    runs.map((run) => run.replyTo),
    runs.map((run) => run.flags.join(',')),
    runs.map((run) => run.parentRunId),
    runs.map((run) => run.startedBy),
    runs.map((run) => run.triggerKind ?? null),
    runs.map((run) => run.priority ?? 0),
    runs.map((run) => run.delayMs ?? null),
  ];
  if (workerId !== undefined) {
    const texts = runs.map((run, index) => handedText(run, facts[index] ?? ''));
    values.push(workerId, toTextList(texts), handedChunks(texts));
  }
  if (keyed) values.push(...keys(runs));
  const { rows } = await runner.query<Inserted>({ ...statement(keyed, telling), values });
  const [row] = rows;
  await admitHeld(runner, runs, row);
  const accepted = new Set(row?.accepted);
  const outcomes: InsertedRun[] = [];
  for (const run of runs) {
    const isNew = !keyed || accepted.has(run.id);
    outcomes.push(isNew ? { kind: 'accepted', runId: run.id } : await findFirst(runner, run));
  }
  return { outcomes, allHanded: row?.allHanded === true, messages: row?.messages ?? [] };
}

/** Columns of the statements that know keys. */
function keys(runs: readonly NewRun[]): unknown[] {
  return [
    runs.map((run) => run.dedup?.source ?? null),
    runs.map((run) => run.dedup?.key ?? null),
    runs.map((run) => run.dedup?.bodyHash ?? null),
    runs.map((run) => run.dedup?.ttlMs ?? null),
  ];
}

interface Inserted {
  accepted?: string[];
  /** Their workflows limit how many go on at once: they have to be let in. */
  held: string[];
  allHanded?: boolean;
  messages?: string[];
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
