import type pg from 'pg';

/** A credential as it is stored: what is open, and the envelope. */
export interface StoredCredential {
  id: string;
  type: string;
  name: string;
  hosts: string[];
  fields: Record<string, string>;
  keyId: string;
  wrappedKey: Uint8Array;
  sealed: Uint8Array;
  updatedAt: Date;
}

/** A credential of the tenant, or undefined; one of another tenant is unknown here. */
export async function findCredential(
  client: pg.Pool | pg.PoolClient,
  tenantId: string,
  id: string,
): Promise<StoredCredential | undefined> {
  const { rows } = await client.query<StoredCredential>({
    name: 'find-credential',
    text: `select id, type, name, hosts, fields, key_id as "keyId", wrapped_key as "wrappedKey", sealed, updated_at as "updatedAt"
      from credentials where tenant_id = $1 and id = $2`,
    values: [tenantId, id],
  });
  return rows[0];
}
