/**
 * The two statements that claim. The plain one asks one index for what is due longest and takes it. The fair one does the
 * same as long as everything fits; when more is due (`crowd`) it looks at the tenants one by one, so that one with a
 * hundred thousand due runs keeps no other waiting for longer than a claim, and only then does priority matter. It also
 * keeps `runs.concurrent`. Planning it takes longer than the plain one takes altogether: it is for when it is needed.
 *
 * Due times are kept rounded to milliseconds; now is rounded alike, or what was made due half a millisecond ago would not
 * be due yet, and the hint that came with it would have been for nothing.
 */

/** Tenants looked at in one crowded claim; it starts at a random one, so with more of them each has its turn. */
const TENANTS_LOOKED_AT = 256;
const NO_TENANT = "'00000000-0000-0000-0000-000000000000'::uuid";

/** What is due longest: all of it, where it fits. */
const HEAD = `start as materialized (select gen_random_uuid() as at),
  head as materialized (
    select id, tenant_id, due_at from run_live where worker_id is null and due_at <= now()::timestamptz(3)
    order by due_at limit $2 for update skip locked
  ), crowd as materialized (select from head having count(*) >= $2)`;

/** The tenants that have anything with a due time, by steps through the index. */
const WALK = `walk as (
    select at as tenant_id, 0 as n, false as wrapped, at from start where exists (select from crowd)
    union all
    select coalesce(next.tenant_id, ${NO_TENANT}), w.n + 1, w.wrapped or next.tenant_id is null, w.at
    from walk w left join lateral (
      select l.tenant_id from run_live l where l.worker_id is null and l.due_at is not null and l.tenant_id > w.tenant_id
      order by l.tenant_id limit 1
    ) next on true
    where w.n <= ${TENANTS_LOOKED_AT} and not (w.wrapped and (next.tenant_id is null or next.tenant_id > w.at))
  ), crowded as materialized (select tenant_id from walk where n > 0 and tenant_id <> ${NO_TENANT} and tenant_id <> all($4::uuid[]))`;

/**
 * Each tenant's share of the claim, by priority and then by due time. Shares are generous, because many tenants have less
 * to do; what they leave is filled up from the head.
 */
const SHARES = `shares as materialized (
    select own.id, c.tenant_id, own.due_at, own.priority,
      row_number() over (partition by c.tenant_id order by own.priority desc, own.due_at, own.id) as place
    from crowded c cross join lateral (
      select due.id, due.due_at, due.priority from (values (1), (0), (-1)) as p(level) cross join lateral (
        select l.id, l.due_at, l.priority from run_live l
        where l.worker_id is null and l.tenant_id = c.tenant_id and l.priority = p.level and l.due_at <= now()::timestamptz(3)
        order by l.due_at limit (select least($2, ceil(2 * $2::numeric / count(*)))::int from crowded) for update skip locked
      ) due order by due.priority desc, due.due_at limit (select least($2, ceil(2 * $2::numeric / count(*)))::int from crowded)
    ) own
  ), candidates as materialized (
    select id, tenant_id, due_at, priority, place from shares
    union all
    select h.id, h.tenant_id, h.due_at, 0, null from head h
    where h.tenant_id <> all($4::uuid[]) and not exists (select from shares s where s.id = h.id)
  )`;

/** What a tenant may still hold, where a limit concerns it: one worker alone never holds more than is standard. */
const ROOMS = `workers_at_work as materialized (select count(*) as n from workers),
  rooms as materialized (
    select t.tenant_id, t.most - (
      select count(*) from (
        select from workers w join run_live l on l.worker_id = w.id where l.tenant_id = t.tenant_id limit t.most
      ) as holding
    ) as room
    from (
      select c.tenant_id, coalesce(own.value, $3)::int as most
      from (select distinct tenant_id from candidates) c
        left join limits own on own.tenant_id = c.tenant_id and own.name = 'runs.concurrent'
      where own.value is not null or (select n from workers_at_work) > 1
    ) t
  ), picked as (
    select ranked.id from (
      select c.*, row_number() over (partition by c.tenant_id order by c.place nulls last, c.due_at) as rank from candidates c
    ) ranked left join rooms r on r.tenant_id = ranked.tenant_id
    where r.tenant_id is null or ranked.rank <= r.room
    order by ranked.place nulls last, ranked.priority desc, ranked.due_at limit $2
  )`;

const RESULT = `claimed as (
    update run_live l set worker_id = $1, epoch = l.epoch + 1, due_at = null, status = 'running', started_at = coalesce(l.started_at, now())
    from picked where l.id = picked.id returning l.*
  )
  select c.id, c.tenant_id as "tenantId", c.project_id as "projectId", c.workflow_id as "workflowId", c.version,
    c.graph_hash as "graphHash", c.mode, c.trigger_node as "triggerNode", c.status, c.priority, c.retention_class as "retentionClass",
    c.created_at as "createdAt", c.started_at as "startedAt", c.epoch, c.seq, c.deaths, c.reply_to as "replyTo",
    c.cancel_requested_by as "cancelRequestedBy", c.started_by as "startedBy",
    c.parent_run_id as "parentRunId", c.parent_step as "parentStep", c.steer, c.steer_by as "steerBy",
    coalesce(c.gate = 'open', false) as gated, f.logs
  from claimed c left join lateral (
    select json_agg(r.facts order by r.seq) as logs from run_facts r where r.tenant_id = c.tenant_id and r.run_id = c.id
  ) f on true`;

/** $1 the worker, $2 how many at most. */
export const PLAIN_CLAIM = `with picked as (
    select id from run_live where worker_id is null and due_at <= now()::timestamptz(3)
    order by due_at limit $2 for update skip locked
  ), ${RESULT}`;

/** $3 the standard of `runs.concurrent`, $4 tenants that get nothing this time. */
export const FAIR_CLAIM = `with recursive ${[HEAD, WALK, SHARES, ROOMS, RESULT].join(', ')}`;

/**
 * Whether the fair claim is needed for the sake of `runs.concurrent`: a tenant has a number of its own, or several workers
 * together hold enough that one tenant may reach the standard ($1).
 */
export const IS_LIMITED = `select exists (select from limits where name = 'runs.concurrent')
  or ((select count(*) from workers) > 1
    and (select count(*) >= $1 / 2 from (select from run_live where worker_id is not null limit $1) held)) as limited`;
