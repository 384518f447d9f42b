/**
 * Named signals. One that comes while a step waits for it ends that wait; one that comes before is kept and given to the
 * first step that waits for it. The run's row is locked while that is decided, and whoever opens a wait looks for kept
 * signals after its commit: so none of the two can miss the other.
 */
import type pg from 'pg';
import type { Tx } from '@/infra/db/database';

export type SignalOutcome = 'delivered' | 'kept' | 'full' | 'none';

/** `none`: there is no live run of that id. `full`: `mostKept` wait for a step already. */
export async function sendSignal(
  tx: Tx,
  input: { tenantId: string; runId: string; signal: string; payload: unknown; by: string; mostKept: number },
): Promise<SignalOutcome> {
  const { tenantId, runId, signal, by, mostKept } = input;
  const payload = JSON.stringify(input.payload ?? null);
  const live = await tx.$queryRaw<{ id: string }[]>`
    select id from run_live where tenant_id = ${tenantId}::uuid and id = ${runId}::uuid for update`;
  if (live.length === 0) return 'none';
  const ended = await tx.$executeRaw`
    update waits set resolved_at = now(), resolution = ${payload}::json, resolved_by = ${by}
    where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid and step_key = (
      select step_key from waits where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid and signal = ${signal}
        and kind = 'signal' and resolved_at is null order by created_at, step_key limit 1)`;
  if (ended === 1) {
    await tx.$executeRaw`
      update run_live set due_at = now() where tenant_id = ${tenantId}::uuid and id = ${runId}::uuid`;
    return 'delivered';
  }
  const kept = await tx.$executeRaw`
    insert into kept_signals (tenant_id, run_id, signal, payload, sent_by)
    select ${tenantId}::uuid, ${runId}::uuid, ${signal}, ${payload}::json, ${by}
    where (select count(*) from kept_signals where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid) < ${mostKept}::int`;
  return kept === 1 ? 'kept' : 'full';
}

/**
 * Gives kept signals to the waits that are open for them, oldest to oldest, and makes the runs due. To be called after
 * the commit that opened the waits. Safe to call twice.
 */
export async function deliverKeptSignals(
  client: pg.Pool | pg.PoolClient,
  runs: readonly { tenantId: string; runId: string }[],
): Promise<void> {
  if (runs.length === 0) return;
  await client.query({
    name: 'deliver-kept-signals',
    text: `with asked as (select distinct * from unnest($1::uuid[], $2::uuid[]) as a(tenant_id, run_id)),
      held as materialized (
        select l.id, l.tenant_id from run_live l join asked a on a.run_id = l.id and a.tenant_id = l.tenant_id order by l.id for update of l
      ), open as (
        select w.tenant_id, w.run_id, w.step_key, w.signal,
          row_number() over (partition by w.run_id, w.signal order by w.created_at, w.step_key) as place
        from waits w join held h on h.tenant_id = w.tenant_id and h.id = w.run_id
        where w.kind = 'signal' and w.signal is not null and w.resolved_at is null
      ), mail as (
        select k.tenant_id, k.run_id, k.id, k.signal, k.payload, k.sent_by,
          row_number() over (partition by k.run_id, k.signal order by k.id) as place
        from kept_signals k join held h on h.tenant_id = k.tenant_id and h.id = k.run_id
      ), pairs as materialized (
        select o.tenant_id, o.run_id, o.step_key, m.id, m.payload, m.sent_by from open o join mail m using (tenant_id, run_id, signal, place)
      ), gone as (
        delete from kept_signals k using pairs p where k.tenant_id = p.tenant_id and k.run_id = p.run_id and k.id = p.id
        returning k.run_id, p.step_key, p.payload, p.sent_by, k.tenant_id
      ), ended as (
        update waits w set resolved_at = now(), resolution = g.payload, resolved_by = g.sent_by from gone g
        where w.tenant_id = g.tenant_id and w.run_id = g.run_id and w.step_key = g.step_key and w.resolved_at is null returning w.run_id
      ), woken as (update run_live set due_at = now() where id in (select run_id from ended) returning worker_id)
      select (select count(pg_notify('heddle_due', '')) from (select 1 from woken limit 1) due) as due,
        (select count(pg_notify('heddle_cancel', '')) from (select 1 from woken where worker_id is not null limit 1) held) as held`,
    values: [runs.map((run) => run.tenantId), runs.map((run) => run.runId)],
  });
}

/** The same for every run that keeps signals, and forgets those of runs that are over. Safe to run by many at once. */
export async function sweepKeptSignals(runner: pg.Pool): Promise<void> {
  const { rows } = await runner.query<{ tenantId: string; runId: string }>({
    name: 'open-kept-signals',
    text: `select distinct k.tenant_id as "tenantId", k.run_id as "runId" from kept_signals k
      join waits w on w.tenant_id = k.tenant_id and w.run_id = k.run_id and w.signal = k.signal and w.resolved_at is null`,
  });
  await deliverKeptSignals(runner, rows);
  await runner.query({
    name: 'forget-kept-signals',
    text: `delete from kept_signals k where created_at < now() - interval '1 minute'
      and not exists (select from run_live l where l.id = k.run_id)`,
  });
}
