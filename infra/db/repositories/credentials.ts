/** Stored credentials of a tenant. What is read for people leaves the envelope where it is. */
import type { CredentialKind } from '@/core/credentials/kinds';
import type { Tx } from '@/infra/db/database';
import type { Envelope } from '@/infra/vault/vault';
import { holdCount } from './hold-count';

/** A credential without its secrets. */
export interface CredentialRow {
  id: string;
  name: string;
  type: string;
  fields: Record<string, string>;
  hosts: string[];
  createdAt: Date;
  updatedAt: Date;
}

export interface CredentialKey {
  tenantId: string;
  id: string;
}

export async function insertCredential(
  tx: Tx,
  key: CredentialKey,
  row: {
    projectId: string;
    kind: CredentialKind;
    name: string;
    fields: Record<string, string>;
    hosts: string[];
    envelope: Envelope;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { projectId, kind, name, fields, hosts, envelope, by, at } = row;
  await tx.credential.create({
    data: {
      ...{ ...key, projectId, type: kind, name, fields, hosts, createdBy: by, createdAt: at, updatedAt: at },
      ...sealedColumns(envelope),
    },
    select: { id: true },
  });
}

/** `envelope` null = the secrets stay. */
export async function updateCredential(
  tx: Tx,
  key: CredentialKey,
  row: { name: string; fields: Record<string, string>; hosts: string[]; envelope: Envelope | null; at: Date },
): Promise<void> {
  const { name, fields, hosts, envelope, at } = row;
  await tx.credential.update({
    where: { tenantId_id: key },
    data: { name, fields, hosts, updatedAt: at, ...(envelope ? sealedColumns(envelope) : {}) },
    select: { id: true },
  });
}

/** True when there was one. */
export async function removeCredential(tx: Tx, key: CredentialKey): Promise<boolean> {
  return (await tx.credential.deleteMany({ where: key })).count > 0;
}

/** Locked until the transaction ends, so that two changes follow one another. */
export async function lockCredential(
  tx: Tx,
  { tenantId, id }: CredentialKey,
): Promise<CredentialRow | undefined> {
  const rows = await tx.$queryRaw<CredentialRow[]>`
    select id, name, type, fields, hosts, created_at as "createdAt", updated_at as "updatedAt" from credentials
    where tenant_id = ${tenantId}::uuid and id = ${id}::uuid for update`;
  return rows[0];
}

/** How many the tenant has; nobody else stores one until the transaction ends. */
export async function countCredentials(tx: Tx, tenantId: string): Promise<number> {
  await holdCount(tx, 'credentials.stored', tenantId);
  return tx.credential.count({ where: { tenantId } });
}

/** A page by name; `after` is the last of the page before. */
export async function listCredentialRows(
  tx: Tx,
  query: {
    tenantId: string;
    search: string | null;
    /** null = every kind. */
    kinds: readonly string[] | null;
    after: { name: string; id: string } | null;
    limit: number;
  },
): Promise<CredentialRow[]> {
  const { tenantId, search, kinds, after, limit } = query;
  const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  // Byte order, so that every page agrees with the one before whatever the database's own order is.
  return tx.$queryRaw<CredentialRow[]>`
    select id, name, type, fields, hosts, created_at as "createdAt", updated_at as "updatedAt" from credentials
    where tenant_id = ${tenantId}::uuid
      and (${pattern}::text is null or name ilike ${pattern}::text)
      and (${kinds}::text[] is null or type = any(${kinds}::text[]))
      and (${after?.id ?? null}::uuid is null
        or (lower(name) collate "C", id) > (lower(${after?.name ?? ''}::text) collate "C", ${after?.id ?? null}::uuid))
    order by lower(name) collate "C", id limit ${limit}`;
}

/** Names of credentials by id; ids that name none are left out. */
export async function findCredentialNames(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string; type: string }[]> {
  return tx.credential.findMany({
    where: { tenantId, id: { in: [...ids] } },
    select: { id: true, name: true, type: true },
  });
}

export interface UsageRow {
  id: string;
  name: string;
  draft: string[];
  published: string[];
}

/** Workflows whose draft or published version names the credential, with the nodes that do. */
export async function findCredentialUsage(tx: Tx, { tenantId, id }: CredentialKey): Promise<UsageRow[]> {
  return tx.$queryRaw<UsageRow[]>`
    with used as (
      select w.id, w.name,
        (select coalesce(json_agg(n ->> 'name'), '[]') from jsonb_array_elements(d.graph::jsonb -> 'nodes') n
          where exists (select from jsonb_each_text(n -> 'credentials') c where c.value = ${id})) as draft,
        (select coalesce(json_agg(n ->> 'name'), '[]') from versions v
          join graphs g on g.tenant_id = v.tenant_id and g.hash = v.graph_hash,
          jsonb_array_elements(g.graph::jsonb -> 'nodes') n
          where v.tenant_id = w.tenant_id and v.workflow_id = w.id and v.number = w.published_version
            and exists (select from jsonb_each_text(n -> 'credentials') c where c.value = ${id})) as published
      from workflows w left join drafts d on d.tenant_id = w.tenant_id and d.workflow_id = w.id
      where w.tenant_id = ${tenantId}::uuid and w.archived_at is null
    )
    select * from used where json_array_length(draft) > 0 or json_array_length(published) > 0 order by name, id limit 200`;
}

/** Envelopes that another key than this one wraps, in the order of their ids. */
export async function listOtherEnvelopes(
  tx: Tx,
  query: { tenantId: string; keyId: string; after: string | null; limit: number },
): Promise<(Envelope & { id: string; type: string })[]> {
  const { tenantId, keyId, after, limit } = query;
  return tx.credential.findMany({
    where: { tenantId, keyId: { not: keyId }, ...(after === null ? {} : { id: { gt: after } }) },
    select: { id: true, type: true, keyId: true, wrappedKey: true, sealed: true },
    orderBy: { id: 'asc' },
    take: limit,
  });
}

/** Puts a new envelope in the place of one; false when it was changed meanwhile. The credential counts as unchanged. */
export async function replaceEnvelope(
  tx: Tx,
  key: CredentialKey,
  { before, after }: { before: Envelope; after: Envelope },
): Promise<boolean> {
  const { count } = await tx.$executeRaw`
    update credentials set key_id = ${after.keyId}, wrapped_key = ${Buffer.from(after.wrappedKey)}
    where tenant_id = ${key.tenantId}::uuid and id = ${key.id}::uuid and key_id = ${before.keyId}
      and wrapped_key = ${Buffer.from(before.wrappedKey)}`.then((changed) => ({ count: changed }));
  return count > 0;
}

function sealedColumns({ keyId, wrappedKey, sealed }: Envelope) {
  return { keyId, wrappedKey: new Uint8Array(wrappedKey), sealed: new Uint8Array(sealed) };
}
