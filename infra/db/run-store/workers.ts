/**
 * Worker incarnations. One heartbeat row carries the lease of every run the incarnation holds; when it runs out by the
 * database's clock, its runs are due again under a new epoch.
 */
import type pg from 'pg';

export interface WorkerIdentity {
  id: string;
  host: string;
  pid: number;
  version: string;
}

/** Announces an incarnation or prolongs its lease. False = the row is gone: others took its runs. */
export async function beat(
  runner: pg.Pool,
  input: { worker: WorkerIdentity; leaseMs: number; first: boolean },
): Promise<boolean> {
  const { worker, leaseMs, first } = input;
  if (first) {
    await runner.query(
      `insert into workers (id, started_at, heartbeat_at, expires_at, host, pid, version, draining)
       values ($1, now(), now(), now() + $2 * interval '1 millisecond', $3, $4, $5, false)`,
      [worker.id, leaseMs, worker.host, worker.pid, worker.version],
    );
    return true;
  }
  const { rowCount } = await runner.query({
    name: 'worker-beat',
    text: `update workers set heartbeat_at = now(), expires_at = now() + $2 * interval '1 millisecond'
      where id = $1 and expires_at > now()`,
    values: [worker.id, leaseMs],
  });
  return rowCount === 1;
}

/** Gives the runs of incarnations whose lease ran out back to the table. Safe to run by many at once. */
export async function reclaimRuns(runner: pg.Pool): Promise<number> {
  const { rows } = await runner.query<{ reclaimed: number }>({
    name: 'reclaim-runs',
    text: `with dead as (
        delete from workers where id in (select id from workers where expires_at <= now() for update skip locked) returning id
      ), orphans as (
        update run_live set worker_id = null, due_at = now(), deaths = deaths + 1
        where worker_id in (select id from dead)
          or (worker_id is not null and not exists (select 1 from workers w where w.id = run_live.worker_id))
        returning id
      ) select count(*)::int as reclaimed from orphans`,
  });
  return rows[0]?.reclaimed ?? 0;
}

/**
 * Gives back what the table says a worker holds and the worker does not know of: a claim whose answer was lost, a run that was
 * handed to it and whose message was, or one that it could not take up. What began less than `heldForMs` ago may still be on
 * its way. That counts as no death. Gives back how many there were.
 */
export async function giveBackUnknown(
  runner: pg.Pool,
  { workerId, known, heldForMs }: { workerId: string; known: readonly string[]; heldForMs: number },
): Promise<number> {
  const { rowCount } = await runner.query({
    name: 'give-back-unknown',
    text: `update run_live set worker_id = null, due_at = now()
      where worker_id = $1 and id <> all($2::uuid[]) and started_at <= now() - $3 * interval '1 millisecond'`,
    values: [workerId, known, heldForMs],
  });
  return rowCount ?? 0;
}

/** Says good-bye: what the incarnation still holds is due at once, and that counts as no death. */
export async function retire(runner: pg.Pool, workerId: string): Promise<void> {
  await runner.query(
    `with gone as (delete from workers where id = $1)
     update run_live set worker_id = null, due_at = now() where worker_id = $1`,
    [workerId],
  );
}

/** A run that somebody wants cancelled (`by`), paused or continued, or that became due while it is held. */
export interface SteeredRun {
  id: string;
  tenantId: string;
  by: string | null;
  isDue: boolean;
  steer?: 'pause' | 'continue' | null;
  steerBy?: string | null;
}

/** This worker's runs that somebody wants something of. */
export async function findSteered(runner: pg.Pool, workerId: string): Promise<SteeredRun[]> {
  const { rows } = await runner.query<SteeredRun>({
    name: 'find-steered',
    text: `select id, tenant_id as "tenantId", cancel_requested_by as by, due_at is not null as "isDue", steer, steer_by as "steerBy"
      from run_live where worker_id = $1 and (cancel_requested_by is not null or due_at is not null)`,
    values: [workerId],
  });
  return rows;
}
