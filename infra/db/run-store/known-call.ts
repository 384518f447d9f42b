/**
 * Calls that were made under an idempotency key. What starts a run writes its key with the run (`insert-runs.ts`); this
 * is for asking beforehand, and for calls that start none.
 */
import type pg from 'pg';
import type { Tx } from '@/infra/db/database';
import type { NewRun } from './insert-runs';
import { readRowsAsTenant } from './read-as-tenant';

export type KeyedCall = NonNullable<NewRun['dedup']>;

/** What the key stands for. `isSame`: it came with the same body then. */
interface KnownCall {
  runId: string;
  isSame: boolean;
}

/** The call that was made under the key before, while that counts. */
export async function findKnownCall(
  app: pg.Pool,
  tenantId: string,
  { source, key, bodyHash }: KeyedCall,
): Promise<KnownCall | undefined> {
  const [row] = await readRowsAsTenant<KnownCall>(app, tenantId, {
    name: 'find-known-call',
    text: `select run_id as "runId", body_hash = decode($4, 'hex') as "isSame" from dedup
      where tenant_id = $1 and source = $2 and key = $3 and expires_at >= now()`,
    values: [tenantId, source, key, bodyHash],
  });
  return row;
}

/** Keeps what a call under the key did, in the transaction that does it. A key whose time is over begins anew. */
export async function keepKnownCall(
  tx: Tx,
  input: { tenantId: string; runId: string; call: KeyedCall },
): Promise<void> {
  const { tenantId, runId, call } = input;
  await tx.$executeRaw`
    insert into dedup (tenant_id, source, key, body_hash, run_id, expires_at)
    values (${tenantId}::uuid, ${call.source}, ${call.key}, decode(${call.bodyHash}, 'hex'), ${runId}::uuid,
      now() + ${call.ttlMs}::bigint * interval '1 millisecond')
    on conflict (tenant_id, source, key) do update
      set body_hash = excluded.body_hash, run_id = excluded.run_id, expires_at = excluded.expires_at`;
}
