import { createHash } from 'node:crypto';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { OpenCredential } from '@/core/credentials/use-credential';
import type { Database } from '@/infra/db/database';
import { findCredential } from '@/infra/db/run-store/find-credential';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import { openCredential } from '@/infra/vault/open-credential';
import type { Vault } from '@/infra/vault/vault';
import type { CallerSecret } from './webhook-route';

export interface CallerReaderDeps {
  db: Database;
  /** Opens the credentials that callers prove themselves by. */
  vault: Vault;
}

/**
 * What callers of webhooks have to send, by credential. The secret is opened, hashed and let go of at once: only the hash
 * stays with the route. A credential that is gone, of another tenant or of another kind lets nobody in.
 */
export function createCallerReader({
  db,
  vault,
}: CallerReaderDeps): (tenantId: string, ids: readonly string[]) => Promise<Map<string, CallerSecret>> {
  return async (tenantId, ids) => {
    const wanted = [...new Set(ids)].filter((id) => rowIdSchema.safeParse(id).success);
    if (wanted.length === 0) return new Map();
    const found = await readAsTenant(db.app, tenantId, (client) =>
      Promise.all(wanted.map(async (id) => [id, await findCredential(client, tenantId, id)] as const)),
    );
    const callers = new Map<string, CallerSecret>();
    for (const [id, stored] of found) {
      const caller = stored ? callerSecret(openCredential(vault, tenantId, stored)) : null;
      if (caller) callers.set(id, caller);
    }
    return callers;
  };
}

function callerSecret(credential: OpenCredential | null): CallerSecret | null {
  const { name = '', value = '', user = '', password = '' } = credential?.values ?? {};
  if (credential?.kind === 'header') {
    return { authentication: 'header', headerName: name, secretDigest: digest(value) };
  }
  if (credential?.kind !== 'basic') return null;
  return { authentication: 'basic', headerName: '', secretDigest: digest(`${user}:${password}`) };
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
