/**
 * The statement of the group commit, in parts: `FLUSH`, then `RECEIPTS` or `WAITS` where runs have some, then `TAIL`.
 * The parts that most flushes do not need are left out, so the hot path carries no empty joins.
 */

import { fromTextList } from '@/infra/db/text-list';

/** What every flush does: move or end the run, keep its facts, tell who waits for an answer. */
export const FLUSH = `with input as materialized (
    select * from unnest($2::uuid[], $3::uuid[], $4::int[], $5::smallint[], $6::int[], ${fromTextList('$7')}, $8::text[], ${fromTextList('$9')},
      $10::text[], $11::timestamptz[], $12::boolean[], ${fromTextList('$13')}, ${fromTextList('$14')}, $15::int[],
      ${fromTextList('$16')}, $17::int[])
    as t(run_id, tenant_id, epoch, retention_class, seq, facts, status, answer, finish, due_at, release, error, output, step_count, reply, chunk)
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
      due_at = case when i.release then least(i.due_at, l.due_at) else l.due_at end,
      deaths = case when i.release then 0 else l.deaths end
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
      started_at, finished_at, error, output, answer, flags, parent_run_id, trace_id, started_by, step_count, retention_class, seq, trigger_kind)
    select d.tenant_id, d.id, d.project_id, d.workflow_id, d.version, d.graph_hash, d.mode, d.trigger_node, i.finish, d.created_at,
      d.started_at, now(), i.error::json, i.output::json, coalesce(i.answer::json, d.answer), d.flags, d.parent_run_id, d.trace_id,
      d.started_by, i.step_count, d.retention_class, coalesce(i.seq, d.seq), d.trigger_kind
    from done d join input i on i.run_id = d.id
  ), told as (
    select reply_to, '[' || string_agg(i.reply, ',') || ']' as replies from input i join (
      select id, reply_to from done where reply_to is not null
      union all select id, reply_to from moved where answered and reply_to is not null
    ) r on r.id = i.run_id where i.reply is not null group by reply_to, i.chunk
  )`;

export const RECEIPTS = `, receipts_input as materialized (
    select * from unnest($18::uuid[], $19::uuid[], $20::text[], $21::text[], $22::int[], $23::text[], $24::text[], $25::text[],
      $26::timestamptz[], $27::timestamptz[], $28::text[], $29::smallint[], $30::uuid[], $31::int[], $32::text[], $33::text[], $34::int[])
    as t(run_id, tenant_id, step_key, effect, attempt, status, idempotency_key, summary, intended_at, ended_at, result, retention_class,
      workflow_id, answer_status, error_code, decided_by, replays)
  ), receipted as (
    insert into receipts (tenant_id, run_id, step_key, effect, attempt, status, idempotency_key, summary, intended_at, ended_at, result,
      retention_class, workflow_id, answer_status, error_code, decided_by, replays)
    select r.tenant_id, r.run_id, r.step_key, r.effect, r.attempt, r.status, r.idempotency_key, r.summary, r.intended_at, r.ended_at,
      r.result::json, r.retention_class, r.workflow_id, r.answer_status, r.error_code, r.decided_by, r.replays
    from receipts_input r join written w on w.id = r.run_id
    on conflict (tenant_id, run_id, step_key, effect, retention_class) do update
      set attempt = excluded.attempt, status = excluded.status, ended_at = excluded.ended_at, result = excluded.result,
        answer_status = excluded.answer_status, error_code = excluded.error_code, decided_by = excluded.decided_by,
        replays = excluded.replays
  )`;

export const WAITS = `, waits_ended as (
    delete from waits w using unnest($18::uuid[], $19::uuid[], $20::text[]) as e(tenant_id, run_id, step_key), written x
    where w.tenant_id = e.tenant_id and w.run_id = e.run_id and w.step_key = e.step_key and x.id = e.run_id
  ), waiting as (
    insert into waits (tenant_id, run_id, step_key, kind, due_at, signal, detail, pending)
    select n.tenant_id, n.run_id, n.step_key, n.kind, n.due_at, n.signal, n.detail::jsonb, n.pending
    from unnest($21::uuid[], $22::uuid[], $23::text[], $24::text[], $25::timestamptz[], $26::text[], $27::text[], $28::int[])
      as n(tenant_id, run_id, step_key, kind, due_at, signal, detail, pending) join written x on x.id = n.run_id
    on conflict (tenant_id, run_id, step_key) do update set kind = excluded.kind, due_at = excluded.due_at,
      signal = excluded.signal, detail = excluded.detail
      where waits.resolved_at is null
  )`;

/** At the very end, where runs of limited workflows are among those that end: which gates have room now. */
export const FREED = `, (select json_agg(json_build_object('tenantId', tenant_id, 'workflowId', workflow_id)) from (
      select distinct tenant_id, workflow_id from done where gate = 'open') g) as freed`;

/** Instead of `TAIL` where another transport carries the answers: gives back who is to be told. */
export const QUIET_TAIL = ` select array(select id from written) as written,
    (select json_agg(json_build_array(reply_to, replies)) from told) as told`;

export const TAIL = ` select array(select id from written) as written,
    (select count(pg_notify('heddle_reply_' || reply_to, replies)) from told) as told`;
