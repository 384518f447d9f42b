import { listOtherEnvelopes, replaceEnvelope } from '@/infra/db/repositories/credentials';
import type { CredentialDeps } from './credential-deps';

const BATCH = 100;

/**
 * Wraps the data key of every credential of all tenants with the first key. For whoever runs the machine: it asks for no
 * tenant and changes no secret. It can be stopped at any time and run again, beside a product that works.
 * @throws OperationalFailure `vault.unknown-key` where a key is missing.
 */
export async function rewrapCredentials(
  deps: Pick<CredentialDeps, 'db' | 'vault'>,
): Promise<{ rewrapped: number; keyId: string }> {
  const { keyId } = deps.vault;
  const { rows } = await deps.db.runner.query<{ tenantId: string }>(
    'select distinct tenant_id as "tenantId" from credentials where key_id <> $1',
    [keyId],
  );
  let rewrapped = 0;
  for (const { tenantId } of rows) {
    let after: string | null = null;
    do {
      const done = await rewrapBatch(deps, { tenantId, after });
      rewrapped += done.rewrapped;
      after = done.last;
    } while (after !== null);
  }
  return { rewrapped, keyId };
}

/** `last` is null behind the last batch. One that was changed meanwhile was sealed with the first key by that. */
async function rewrapBatch(
  { db, vault }: Pick<CredentialDeps, 'db' | 'vault'>,
  { tenantId, after }: { tenantId: string; after: string | null },
): Promise<{ rewrapped: number; last: string | null }> {
  return db.withTenant({ tenantId }, async (tx) => {
    const found = await listOtherEnvelopes(tx, { tenantId, keyId: vault.keyId, after, limit: BATCH });
    let rewrapped = 0;
    for (const { id, type, ...before } of found) {
      const fresh = vault.rewrap({ tenantId, credentialId: id, type }, before);
      if (fresh && (await replaceEnvelope(tx, { tenantId, id }, { before, after: fresh }))) rewrapped += 1;
    }
    return { rewrapped, last: found.length < BATCH ? null : (found.at(-1)?.id ?? null) };
  });
}
