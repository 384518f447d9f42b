import type { SealedCredential } from '@/infra/health/database-facts';
import type { Vault } from '@/infra/vault/vault';

/** Whether the vault opens a credential. The secret is let go of at once. */
export function opensWith(vault: Vault): (credential: SealedCredential) => boolean {
  return ({ tenantId, credentialId, type, ...envelope }) => {
    try {
      vault.open({ tenantId, credentialId, type }, envelope).fill(0);
      return true;
    } catch {
      return false;
    }
  };
}
