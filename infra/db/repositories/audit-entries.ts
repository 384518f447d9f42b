/**
 * Reading the audit log. Ids are UUIDv7, so their order is the order of what happened. What no index knows is asked of a
 * bounded number of entries for each page, and the page says how far the walk got.
 */
import type { Tx } from '@/infra/db/database';

export interface AuditRow {
  id: string;
  at: Date;
  actorKind: string;
  actorId: string;
  action: string;
  targetKind: string | null;
  targetId: string | null;
  details: Record<string, unknown>;
}

export interface AuditQuery {
  tenantId: string;
  actor: string | null;
  /** `workflow.publish`, or `workflow` for everything done to workflows. */
  action: string | null;
  /** ISO 8601. */
  from: string | null;
  to: string | null;
  text: string | null;
  /** Entries older than this id. */
  before: string | null;
  limit: number;
}

/** Entries looked at for one page. */
const LOOKED_AT = 5000;

/** Newest first. `nextCursor`: id of the last entry that was looked at; null at the end. */
export async function listAuditRows(
  tx: Tx,
  query: AuditQuery,
): Promise<{ entries: AuditRow[]; nextCursor: string | null }> {
  const { tenantId, actor, action, from, to, before, limit } = query;
  const pattern = query.text === null ? null : `%${query.text.replace(/[\\%_]/g, '\\$&')}%`;
  // An id is made a little after its transaction began, which is the time of the entry. No id is older than 1970.
  const rows = await tx.$queryRaw<(AuditRow & { id: string | null; last: string | null; looked: number })[]>`
    with looked as materialized (
      select id, at, actor_kind, actor_id, action, target_kind, target_id, details from audit
      where tenant_id = ${tenantId}::uuid
        and id < coalesce(${before}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        and id >= uuid7_low(greatest(${from}::timestamptz, 'epoch'))
        and id < case when ${to}::timestamptz is null then 'ffffffff-ffff-ffff-ffff-ffffffffffff'
          else uuid7_low(greatest(${to}::timestamptz + interval '1 hour', 'epoch')) end
      order by id desc limit ${LOOKED_AT}
    ), named as materialized (
      select id::text from workflows where tenant_id = ${tenantId}::uuid and name ilike ${pattern}::text
      union all select id::text from credentials where tenant_id = ${tenantId}::uuid and name ilike ${pattern}::text
      union all select id::text from api_keys where tenant_id = ${tenantId}::uuid and name ilike ${pattern}::text
      union all select m.user_id::text from memberships m join users u on u.id = m.user_id
        where m.tenant_id = ${tenantId}::uuid and (u.name ilike ${pattern}::text or u.email ilike ${pattern}::text)
    ), fitting as (
      select * from looked where (${actor}::text is null or actor_id = ${actor}::text)
        and (${action}::text is null or action = ${action}::text or split_part(action, '.', 1) = ${action}::text)
        and at >= coalesce(${from}::timestamptz, '-infinity') and at < coalesce(${to}::timestamptz, 'infinity')
        and (${pattern}::text is null or action ilike ${pattern}::text or target_id ilike ${pattern}::text
          or details::text ilike ${pattern}::text
          or target_id in (select id from named) or actor_id in (select id from named))
      order by id desc limit ${limit + 1}
    )
    select walk.looked, walk.last, f.id, f.at, f.actor_kind as "actorKind", f.actor_id as "actorId", f.action,
      f.target_kind as "targetKind", f.target_id as "targetId", f.details
    from (select count(*)::int as looked, (array_agg(id order by id))[1] as last from looked) walk
      left join fitting f on true order by f.id desc nulls last`;
  const entries = rows.flatMap(({ last: _, looked: __, ...row }) => (row.id === null ? [] : [row]));
  if (entries.length > limit) {
    const shown = entries.slice(0, limit);
    return { entries: shown, nextCursor: shown.at(-1)?.id ?? null };
  }
  const [first] = rows;
  return { entries, nextCursor: first && first.looked >= LOOKED_AT ? first.last : null };
}
