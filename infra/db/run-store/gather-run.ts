/**
 * Gathering: events with one key become one run with the last input. The first one makes the run with a due time ahead,
 * each further one puts its input in the place of the one before and moves the due time, up to a longest wait since the
 * first. All of it stands in rows, so nothing is lost with a process. A run that has begun takes in no more.
 */
import type pg from 'pg';
import { insertRuns, type NewRun } from './insert-runs';

export interface Gathering {
  /** What the key counts for, such as a webhook. */
  source: string;
  key: string;
  /** The run begins when so long nothing came. */
  quietMs: number;
  /** And at the latest so long after the first event. */
  longestMs: number;
}

export interface GatheredRun {
  runId: string;
  /** How many events the run stands for now; 0 = this one was there already. */
  events: number;
  /** It was there already with another body: it is refused. */
  isConflict?: boolean;
}

/** Takes an event in. `run` is the run that it would be on its own. */
export async function gatherRun(
  runner: pg.Pool,
  input: { run: NewRun; gathering: Gathering; notify: boolean },
): Promise<GatheredRun> {
  const client = await runner.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await gather(client, input);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function gather(
  client: pg.PoolClient,
  { run, gathering, notify }: { run: NewRun; gathering: Gathering; notify: boolean },
): Promise<GatheredRun> {
  const { source, key, quietMs, longestMs } = gathering;
  const repeated = run.dedup ? await findRepeated(client, run, run.dedup) : undefined;
  if (repeated) return { ...repeated, events: 0 };
  const place = [run.tenantId, source, key];
  const { rows } = await client.query<{ runId: string; events: number; isFirst: boolean }>({
    name: 'gather-event',
    text: `insert into debounces as d (tenant_id, source, key, run_id, expires_at)
      values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')
      on conflict (tenant_id, source, key) do update set events = d.events + 1
      returning run_id as "runId", events, xmax = 0 as "isFirst"`,
    values: [...place, run.id, longestMs],
  });
  const [known] = rows;
  if (known && !known.isFirst && (await joins(client, { run, known, gathering }))) {
    if (run.dedup) await pointTo(client, { ...run.dedup, tenantId: run.tenantId, runId: known.runId });
    return known;
  }
  if (!known?.isFirst) {
    await client.query({
      name: 'gather-anew',
      text: `update debounces set run_id = $4, events = 1, first_at = now(), expires_at = now() + $5 * interval '1 millisecond'
        where tenant_id = $1 and source = $2 and key = $3`,
      values: [...place, run.id, longestMs],
    });
  }
  const delayMs = Math.min(quietMs, longestMs);
  await insertRuns(client, [{ ...run, dedup: null, delayMs }], { notify });
  return { runId: run.id, events: 1 };
}

/** The first run of an event that was there already; notes the event otherwise. */
async function findRepeated(
  client: pg.PoolClient,
  run: NewRun,
  dedup: NonNullable<NewRun['dedup']>,
): Promise<{ runId: string; isConflict: boolean } | undefined> {
  const { rows } = await client.query<{ runId: string; isConflict: boolean }>({
    name: 'gather-repeated',
    text: `with fresh as (
        insert into dedup as d (tenant_id, source, key, body_hash, run_id, expires_at)
        values ($1, $2, $3, decode($4, 'hex'), $5, now() + $6 * interval '1 millisecond')
        on conflict (tenant_id, source, key) do update
          set body_hash = excluded.body_hash, run_id = excluded.run_id, expires_at = excluded.expires_at
          where d.expires_at < now()
        returning run_id
      ) select run_id as "runId", body_hash <> decode($4, 'hex') as "isConflict" from dedup where tenant_id = $1 and source = $2 and key = $3 and not exists (select from fresh)`,
    values: [run.tenantId, dedup.source, dedup.key, dedup.bodyHash, run.id, dedup.ttlMs],
  });
  return rows[0];
}

/** A repeat of the event is to give the run that it was gathered into. */
async function pointTo(
  client: pg.PoolClient,
  { tenantId, source, key, runId }: { tenantId: string; source: string; key: string; runId: string },
): Promise<void> {
  await client.query({
    name: 'gather-point',
    text: 'update dedup set run_id = $4 where tenant_id = $1 and source = $2 and key = $3',
    values: [tenantId, source, key, runId],
  });
}

/** False when the run has begun, is being steered, or the longest wait is over. */
async function joins(
  client: pg.PoolClient,
  input: { run: NewRun; known: GatheredRun; gathering: Gathering },
): Promise<boolean> {
  const { run, known, gathering } = input;
  // The fact is an object: the number goes in front, and what the caller sent keeps its order.
  const startFact = `{"events":${known.events},${run.startFact.slice(1)}`;
  const { rowCount } = await client.query({
    name: 'gather-joins',
    text: `with next as (
        select least(now() + $4 * interval '1 millisecond', expires_at) as at from debounces
        where tenant_id = $1 and source = $2 and key = $3 and expires_at > now()
      ), moved as (
        update run_live l set due_at = case when l.gate is null then next.at end,
          not_before = case when l.gate = 'held' then next.at end
        from next where l.id = $5 and l.tenant_id = $1 and l.epoch = 0 and l.worker_id is null and l.cancel_requested_by is null
          and l.status = 'queued' and l.gate is distinct from 'open' and l.workflow_id = $7 and l.graph_hash = $8
        returning l.id, l.retention_class
      )
      update run_facts f set facts = json_build_array($6::json) from moved m
      where f.tenant_id = $1 and f.run_id = m.id and f.seq = 0 and f.retention_class = m.retention_class`,
    values: [
      run.tenantId,
      gathering.source,
      gathering.key,
      gathering.quietMs,
      known.runId,
      startFact,
      run.workflowId,
      run.graphHash,
    ],
  });
  return rowCount === 1;
}

/** Forgets what nothing can join any more. Safe to run by many at once. */
export async function forgetGatherings(runner: pg.Pool): Promise<void> {
  await runner.query('delete from debounces where expires_at < now()');
}
