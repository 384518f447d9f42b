/**
 * Who watches what: leased rows that web processes renew and workers read. Nobody watching means nothing published, and
 * a web process that died is forgotten when its lease runs out.
 */
import type pg from 'pg';

export interface Interest {
  tenantId: string;
  /** `run:<id>` or `workflow:<id>`. */
  topic: string;
}

/** Makes these the topics of a web process until `ttlMs` from now; topics it watched before and that are missing are dropped. */
export async function renewInterest(
  runner: pg.Pool,
  input: { webId: string; interests: readonly Interest[]; ttlMs: number },
): Promise<void> {
  await runner.query({
    name: 'renew-interest',
    text: `with wanted as (select distinct * from unnest($2::uuid[], $3::text[]) as t(tenant_id, topic)),
      dropped as (
        delete from live_interest i where (i.web_id = $1 or i.expires_at < now() - interval '1 minute')
          and not (i.web_id = $1 and exists (select 1 from wanted w where w.tenant_id = i.tenant_id and w.topic = i.topic))
      )
      insert into live_interest (web_id, tenant_id, topic, expires_at)
      select $1, tenant_id, topic, now() + $4 * interval '1 millisecond' from wanted
      on conflict (web_id, tenant_id, topic) do update set expires_at = excluded.expires_at`,
    values: [
      input.webId,
      input.interests.map((i) => i.tenantId),
      input.interests.map((i) => i.topic),
      input.ttlMs,
    ],
  });
}

/** Everything that is watched right now. */
export async function loadInterest(runner: pg.Pool): Promise<Interest[]> {
  const { rows } = await runner.query<Interest>({
    name: 'load-interest',
    text: 'select distinct tenant_id as "tenantId", topic from live_interest where expires_at > now()',
  });
  return rows;
}
