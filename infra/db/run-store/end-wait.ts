/** Ending a wait from outside, before anybody is known: the caller proves itself by the address alone. */
import type pg from 'pg';

export interface WaitingRun {
  tenantId: string;
  secret: Buffer;
  /** Null when the run is over, or was never there. */
  run: { retentionClass: number; createdAt: Date } | null;
}

/** The tenant's secret and the live run of that id; undefined for an unknown tenant. */
export async function findWaitingRun(
  runner: pg.Pool,
  input: { tenantSlug: string; runId: string },
): Promise<WaitingRun | undefined> {
  const { rows } = await runner.query<{
    tenantId: string;
    secret: Buffer;
    retentionClass: number | null;
    createdAt: Date | null;
  }>({
    name: 'find-waiting-run',
    text: `select t.id as "tenantId", t.effect_secret as secret, l.retention_class as "retentionClass", l.created_at as "createdAt"
      from tenants t left join run_live l on l.tenant_id = t.id and l.id = $2 where t.slug = $1`,
    values: [input.tenantSlug, input.runId],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { tenantId, secret, retentionClass, createdAt } = row;
  const run = retentionClass === null || createdAt === null ? null : { retentionClass, createdAt };
  return { tenantId, secret, run };
}

/** Keys of the steps of a node whose waits for this signal are open, oldest first. */
export async function listOpenWaits(
  runner: pg.Pool,
  input: { tenantId: string; runId: string; signal: string; nodeId: string },
): Promise<string[]> {
  const { rows } = await runner.query<{ stepKey: string }>({
    name: 'list-open-waits',
    text: `select step_key as "stepKey" from waits where tenant_id = $1 and run_id = $2 and signal = $3 and resolved_at is null
        and (step_key = $4 or starts_with(step_key, $4 || '@'))
      order by created_at, step_key`,
    values: [input.tenantId, input.runId, input.signal, input.nodeId],
  });
  return rows.map(({ stepKey }) => stepKey);
}

/**
 * Ends the wait and makes the run due, in one statement. False = somebody else ended it first. Whoever holds the run is
 * told, and looks by itself otherwise.
 */
export async function endWait(
  runner: pg.Pool,
  input: { tenantId: string; runId: string; stepKey: string; signal: string; resolution: string; by: string },
): Promise<boolean> {
  const { rows } = await runner.query<{ ended: boolean }>({
    name: 'end-wait',
    text: `with held as materialized (select id from run_live where tenant_id = $1 and id = $2 for update),
      ended as (
        update waits set resolved_at = now(), resolution = $5::json, resolved_by = $6
        where tenant_id = $1 and run_id in (select id from held) and step_key = $3 and signal = $4 and resolved_at is null
        returning run_id
      ), woken as (update run_live set due_at = now() where id in (select run_id from ended) returning worker_id)
      select exists (select from ended) as ended,
        (select count(pg_notify('heddle_due', '')) from woken) as due,
        (select count(pg_notify('heddle_cancel', '')) from woken where worker_id is not null) as held`,
    values: [input.tenantId, input.runId, input.stepKey, input.signal, input.resolution, input.by],
  });
  return rows[0]?.ended === true;
}
