import type pg from 'pg';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { OpenCredential } from '@/core/credentials/use-credential';
import { findCredential } from '@/infra/db/run-store/find-credential';
import { openCredential } from '@/infra/vault/open-credential';
import type { Vault } from '@/infra/vault/vault';

export interface FoundCredential {
  credential: OpenCredential;
  /** Names the credential as it is now: another one after each change. */
  key: string;
}

/** Opens a credential of the tenant; null where there is none. */
export type OpenCredentials = (tenantId: string, id: string) => Promise<FoundCredential | null>;

/** Credentials from the database, read anew each time: a change holds for the next step. */
export function createOpenCredentials(parts: { runner: pg.Pool; vault: Vault }): OpenCredentials {
  return async (tenantId, id) => {
    if (!rowIdSchema.safeParse(id).success) return null;
    const stored = await findCredential(parts.runner, tenantId, id);
    const credential = stored ? openCredential(parts.vault, tenantId, stored) : null;
    return stored && credential
      ? { credential, key: `${tenantId}|${stored.id}|${stored.updatedAt.getTime()}` }
      : null;
  };
}
