/**
 * The group commit: the facts of many runs, with all that follows from them, in one statement. Every row says which
 * epoch it believes in; a run that was taken over meanwhile is left out, and the caller is told. Sending the same flush
 * twice (the answer to a commit was cut) writes it once.
 */
import type pg from 'pg';

export interface ReceiptRow {
  stepKey: string;
  effect: string;
  attempt: number;
  status: 'intended' | 'answered' | 'failed';
  idempotencyKey: string;
  summary: string;
  intendedAtMs: number;
  endedAtMs: number | null;
  /** JSON text. */
  result: string | null;
}

export interface WaitRow {
  stepKey: string;
  kind: 'timer' | 'retry' | 'signal' | 'decision';
  dueAtMs: number | null;
  signal: string | null;
  detail: unknown;
}

/** What one run adds to the database in one flush. */
export interface RunFlush {
  runId: string;
  tenantId: string;
  /** For those who watch the workflow; not written. */
  workflowId: string;
  epoch: number;
  retentionClass: number;
  /** Sequence number of the new row of facts, or null when there are none. */
  seq: number | null;
  /** JSON text of the list of facts. */
  facts: string;
  status: string;
  /** JSON text of the answer, once there is one. */
  answer: string | null;
  receipts: readonly ReceiptRow[];
  /** Steps whose wait is over. */
  endedWaits: readonly string[];
  /** Set when the run is given up until something is due; it goes back to the table without an owner. */
  park: { dueAtMs: number | null; waits: readonly WaitRow[] } | null;
  /** Set when the run is over. */
  finish: { status: string; errorJson: string | null; outputJson: string | null; stepCount: number } | null;
}

const SQL = `with input as materialized (
    select * from unnest($2::uuid[], $3::uuid[], $4::int[], $5::smallint[], $6::int[], $7::text[], $8::text[], $9::text[],
      $10::text[], $11::timestamptz[], $12::boolean[], $13::text[], $14::text[], $15::int[])
    as t(run_id, tenant_id, epoch, retention_class, seq, facts, status, answer, finish, due_at, release, error, output, step_count)
  ), done as (
    delete from run_live l using input i
    where l.id = i.run_id and l.epoch = i.epoch and l.worker_id = $1 and i.finish is not null
    returning l.*
  ), moved as (
    update run_live l set
      status = i.status,
      seq = coalesce(i.seq, l.seq),
      answer = coalesce(i.answer::json, l.answer),
      worker_id = case when i.release then null else l.worker_id end,
      due_at = case when i.release then least(i.due_at, l.due_at) else l.due_at end
    from input i
    where l.id = i.run_id and l.epoch = i.epoch and l.worker_id = $1 and i.finish is null
    returning l.id, l.reply_to, (i.answer is not null) as answered
  ), written as (select id from done union all select id from moved),
  logged as (
    insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class)
    select i.tenant_id, i.run_id, i.seq, i.epoch, i.facts::json, i.retention_class
    from input i join written w on w.id = i.run_id where i.seq is not null on conflict do nothing
  ), history as (
    insert into runs (tenant_id, id, project_id, workflow_id, version, graph_hash, mode, trigger_node, status, created_at,
      started_at, finished_at, error, output, answer, flags, parent_run_id, trace_id, started_by, step_count, retention_class, seq)
    select d.tenant_id, d.id, d.project_id, d.workflow_id, d.version, d.graph_hash, d.mode, d.trigger_node, i.finish, d.created_at,
      d.started_at, now(), i.error::json, i.output::json, coalesce(i.answer::json, d.answer), d.flags, d.parent_run_id, d.trace_id,
      d.started_by, i.step_count, d.retention_class, coalesce(i.seq, d.seq)
    from done d join input i on i.run_id = d.id
  ), told as (
    select reply_to, string_agg(id::text, ',') as ids from (
      select id, reply_to from done where reply_to is not null
      union all select id, reply_to from moved where answered and reply_to is not null
    ) r group by reply_to
  )`;

const RECEIPTS = `, receipts_input as materialized (
    select * from unnest($16::uuid[], $17::uuid[], $18::text[], $19::text[], $20::int[], $21::text[], $22::text[], $23::text[],
      $24::timestamptz[], $25::timestamptz[], $26::text[], $27::smallint[])
    as t(run_id, tenant_id, step_key, effect, attempt, status, idempotency_key, summary, intended_at, ended_at, result, retention_class)
  ), receipted as (
    insert into receipts (tenant_id, run_id, step_key, effect, attempt, status, idempotency_key, summary, intended_at, ended_at, result, retention_class)
    select r.tenant_id, r.run_id, r.step_key, r.effect, r.attempt, r.status, r.idempotency_key, r.summary, r.intended_at, r.ended_at,
      r.result::json, r.retention_class from receipts_input r join written w on w.id = r.run_id
    on conflict (tenant_id, run_id, step_key, effect, retention_class) do update
      set attempt = excluded.attempt, status = excluded.status, ended_at = excluded.ended_at, result = excluded.result
  )`;

const WAITS = `, waits_ended as (
    delete from waits w using unnest($16::uuid[], $17::uuid[], $18::text[]) as e(tenant_id, run_id, step_key), written x
    where w.tenant_id = e.tenant_id and w.run_id = e.run_id and w.step_key = e.step_key and x.id = e.run_id
  ), waiting as (
    insert into waits (tenant_id, run_id, step_key, kind, due_at, signal, detail)
    select n.tenant_id, n.run_id, n.step_key, n.kind, n.due_at, n.signal, n.detail::jsonb
    from unnest($19::uuid[], $20::uuid[], $21::text[], $22::text[], $23::timestamptz[], $24::text[], $25::text[])
      as n(tenant_id, run_id, step_key, kind, due_at, signal, detail) join written x on x.id = n.run_id
    on conflict (tenant_id, run_id, step_key) do update set kind = excluded.kind, due_at = excluded.due_at,
      signal = excluded.signal, detail = excluded.detail
      where waits.resolved_at is null
  )`;

const TAIL = ` select array(select id from written) as written,
    (select count(pg_notify('heddle_reply_' || reply_to, ids)) from told) as told`;

/**
 * Writes the flushes and gives back the ids of the runs that were written; the others are no longer this worker's.
 * Flushes that park a run or end waits go through a second statement of the same transaction kind, so the hot path
 * carries no empty joins.
 */
export async function flushRuns(
  runner: pg.Pool,
  input: { workerId: string; flushes: readonly RunFlush[] },
): Promise<ReadonlySet<string>> {
  const plain: RunFlush[] = [];
  const receipted: RunFlush[] = [];
  const waiting: RunFlush[] = [];
  for (const flush of input.flushes) {
    const touchesWaits = flush.endedWaits.length > 0 || (flush.park?.waits.length ?? 0) > 0;
    if (touchesWaits) waiting.push(flush);
    else if (flush.receipts.length > 0) receipted.push(flush);
    else plain.push(flush);
  }
  const results = await Promise.all([
    plain.length > 0
      ? send(runner, input.workerId, { name: 'flush-runs', text: SQL + TAIL, flushes: plain, extra: [] })
      : [],
    receipted.length > 0
      ? send(runner, input.workerId, {
          name: 'flush-receipts',
          text: SQL + RECEIPTS + TAIL,
          flushes: receipted,
          extra: receiptValues(receipted),
        })
      : [],
    waiting.length > 0 ? sendWaiting(runner, input.workerId, waiting) : [],
  ]);
  return new Set(results.flat());
}

interface Statement {
  name: string;
  text: string;
  flushes: readonly RunFlush[];
  extra: unknown[];
}

async function send(
  runner: pg.Pool | pg.PoolClient,
  workerId: string,
  statement: Statement,
): Promise<string[]> {
  const { flushes } = statement;
  const { rows } = await runner.query<{ written: string[] }>({
    name: statement.name,
    text: statement.text,
    values: [
      workerId,
      flushes.map((f) => f.runId),
      flushes.map((f) => f.tenantId),
      flushes.map((f) => f.epoch),
      flushes.map((f) => f.retentionClass),
      flushes.map((f) => f.seq),
      flushes.map((f) => f.facts),
      flushes.map((f) => f.status),
      flushes.map((f) => f.answer),
      flushes.map((f) => f.finish?.status ?? null),
      flushes.map((f) => toTime(f.park?.dueAtMs ?? null)),
      flushes.map((f) => f.park !== null),
      flushes.map((f) => f.finish?.errorJson ?? null),
      flushes.map((f) => f.finish?.outputJson ?? null),
      flushes.map((f) => f.finish?.stepCount ?? null),
      ...statement.extra,
    ],
  });
  return rows[0]?.written ?? [];
}

/** Receipts and waits of the same runs in one transaction: receipts first, then the statement that may let go of them. */
async function sendWaiting(
  runner: pg.Pool,
  workerId: string,
  flushes: readonly RunFlush[],
): Promise<string[]> {
  const withReceipts = flushes.filter((flush) => flush.receipts.length > 0);
  const again = flushes.flatMap((flush) =>
    (flush.park?.waits ?? [])
      .filter((wait) => flush.endedWaits.includes(wait.stepKey))
      .map((wait) => ({ flush, stepKey: wait.stepKey })),
  );
  const statement: Statement = {
    name: 'flush-waits',
    text: SQL + WAITS + TAIL,
    flushes,
    extra: waitValues(flushes),
  };
  if (withReceipts.length === 0 && again.length === 0) return send(runner, workerId, statement);
  const client = await runner.connect();
  try {
    await client.query('begin');
    if (again.length > 0) await dropWaits(client, workerId, again);
    if (withReceipts.length > 0) {
      await send(client, workerId, {
        name: 'flush-receipts',
        text: SQL + RECEIPTS + TAIL,
        flushes: withReceipts.map((flush) => ({
          ...flush,
          seq: null,
          answer: null,
          park: null,
          finish: null,
        })),
        extra: receiptValues(withReceipts),
      });
    }
    const written = await send(client, workerId, statement);
    await client.query('commit');
    return written;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** A step that waits once more after its wait was over needs the old row gone before the new one comes. */
async function dropWaits(
  client: pg.PoolClient,
  workerId: string,
  rows: readonly { flush: RunFlush; stepKey: string }[],
): Promise<void> {
  await client.query(
    `delete from waits w using unnest($2::uuid[], $3::int[], $4::text[]) as e(run_id, epoch, step_key), run_live l
      where l.id = e.run_id and l.epoch = e.epoch and l.worker_id = $1 and w.tenant_id = l.tenant_id and w.run_id = l.id
        and w.step_key = e.step_key`,
    [workerId, rows.map((r) => r.flush.runId), rows.map((r) => r.flush.epoch), rows.map((r) => r.stepKey)],
  );
}

function receiptValues(flushes: readonly RunFlush[]): unknown[] {
  const rows = flushes.flatMap((flush) => flush.receipts.map((receipt) => ({ flush, receipt })));
  return [
    rows.map((row) => row.flush.runId),
    rows.map((row) => row.flush.tenantId),
    rows.map((row) => row.receipt.stepKey),
    rows.map((row) => row.receipt.effect),
    rows.map((row) => row.receipt.attempt),
    rows.map((row) => row.receipt.status),
    rows.map((row) => row.receipt.idempotencyKey),
    rows.map((row) => row.receipt.summary),
    rows.map((row) => toTime(row.receipt.intendedAtMs)),
    rows.map((row) => toTime(row.receipt.endedAtMs)),
    rows.map((row) => row.receipt.result),
    rows.map((row) => row.flush.retentionClass),
  ];
}

function waitValues(flushes: readonly RunFlush[]): unknown[] {
  const ended = flushes.flatMap((flush) =>
    flush.endedWaits
      .filter((stepKey) => !flush.park?.waits.some((wait) => wait.stepKey === stepKey))
      .map((stepKey) => ({ flush, stepKey })),
  );
  const waits = flushes.flatMap((flush) => (flush.park?.waits ?? []).map((wait) => ({ flush, wait })));
  return [
    ended.map((row) => row.flush.tenantId),
    ended.map((row) => row.flush.runId),
    ended.map((row) => row.stepKey),
    waits.map((row) => row.flush.tenantId),
    waits.map((row) => row.flush.runId),
    waits.map((row) => row.wait.stepKey),
    waits.map((row) => row.wait.kind),
    waits.map((row) => toTime(row.wait.dueAtMs)),
    waits.map((row) => row.wait.signal),
    waits.map((row) => JSON.stringify(row.wait.detail ?? null)),
  ];
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
