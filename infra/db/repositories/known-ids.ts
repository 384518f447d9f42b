/** Which of some ids exist in a tenant. An id of another tenant and one that was made up give the same answer. */
import type { KnownCredential } from '@/core/graph/check-references';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { JsonObject } from '@/core/items/item';
import type { Tx } from '@/infra/db/database';

/** Those that name a workflow of the tenant that is not archived, written as they were given. */
export async function findKnownWorkflows(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = rowIds(ids);
  if (wanted.length === 0) return new Set();
  const rows = await tx.workflow.findMany({
    where: { tenantId, id: { in: wanted }, archivedAt: null },
    select: { id: true },
  });
  return asGiven(ids, rows);
}

/** Those that name a credential of the tenant, written as they were given. */
export async function findKnownCredentials(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownCredential>> {
  const wanted = rowIds(ids);
  if (wanted.length === 0) return new Map();
  const rows = await tx.credential.findMany({
    where: { tenantId, id: { in: wanted } },
    select: { id: true, name: true, type: true, hosts: true },
  });
  const known = new Map(rows.map(({ id, name, type, hosts }) => [id, { name, kind: type, hosts }]));
  return new Map(
    ids.flatMap((id) => {
      const row = known.get(id.toLowerCase());
      return row ? [[id, row] as const] : [];
    }),
  );
}

/** The database refuses what is no id at all. */
function rowIds(ids: readonly string[]): string[] {
  return ids.filter((id) => rowIdSchema.safeParse(id).success);
}

function asGiven(ids: readonly string[], rows: readonly { id: string }[]): ReadonlySet<string> {
  const known = new Set(rows.map((row) => row.id));
  return new Set(ids.filter((id) => known.has(id.toLowerCase())));
}

/** A node as far as it says how a workflow is started. */
export interface StoredStartNode {
  type: string;
  typeVersion?: number;
  parameters?: JsonObject;
  disabled?: boolean | null;
}

export interface StoredCallee {
  id: string;
  name: string;
  /** null = not published. */
  published: StoredStartNode[] | null;
  draft: StoredStartNode[] | null;
}

/** Workflows of the tenant that are not archived, with those of their nodes that are of the given types. */
export async function findCallees(
  tx: Tx,
  tenantId: string,
  input: { ids: readonly string[]; types: readonly string[] },
): Promise<StoredCallee[]> {
  const ids = rowIds(input.ids);
  if (ids.length === 0) return [];
  const types = [...input.types];
  return tx.$queryRaw<StoredCallee[]>`
    select w.id, w.name,
      (select json_agg(json_build_object('type', n ->> 'type', 'typeVersion', n -> 'typeVersion', 'parameters', n -> 'parameters',
          'disabled', n -> 'settings' -> 'disabled') order by place)
        from jsonb_array_elements(d.graph::jsonb -> 'nodes') with ordinality as t(n, place) where n ->> 'type' = any(${types}::text[])) as draft,
      case when w.published_version is not null then coalesce((
        select json_agg(json_build_object('type', n ->> 'type', 'typeVersion', n -> 'typeVersion', 'parameters', n -> 'parameters',
          'disabled', n -> 'settings' -> 'disabled') order by place)
        from versions v join graphs g on g.tenant_id = v.tenant_id and g.hash = v.graph_hash,
          jsonb_array_elements(g.graph::jsonb -> 'nodes') with ordinality as t(n, place)
        where v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version and n ->> 'type' = any(${types}::text[])
      ), '[]'::json) end as published
    from workflows w left join drafts d on d.tenant_id = w.tenant_id and d.workflow_id = w.id
    where w.tenant_id = ${tenantId}::uuid and w.id = any(${ids}::uuid[]) and w.archived_at is null`;
}
