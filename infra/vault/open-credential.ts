import { type CredentialKind, isCredentialKind } from '@/core/credentials/kinds';
import type { OpenCredential } from '@/core/credentials/use-credential';
import type { Envelope, Vault } from './vault';

interface Sealed extends Envelope {
  id: string;
  type: string;
  name: string;
  hosts: readonly string[];
  fields: Readonly<Record<string, string>>;
}

/**
 * Opens a stored credential; null for a kind that this version does not know. Throws `vault.unknown-key`,
 * `vault.tampered`.
 */
export function openCredential(vault: Vault, tenantId: string, stored: Sealed): OpenCredential | null {
  const { id, type, name, hosts, fields } = stored;
  if (!isCredentialKind(type)) return null;
  const bytes = vault.open({ tenantId, credentialId: id, type }, stored);
  // Written by `sealFields`.
  const secret = JSON.parse(bytes.toString('utf8')) as Record<string, string>;
  bytes.fill(0);
  return { kind: type, name, hosts, values: { ...fields, ...secret } };
}

/** Seals the secret values of a credential. */
export function sealFields(
  vault: Vault,
  owner: { tenantId: string; credentialId: string; type: CredentialKind },
  secret: Readonly<Record<string, string>>,
): Envelope {
  const bytes = Buffer.from(JSON.stringify(secret));
  const envelope = vault.seal(owner, bytes);
  bytes.fill(0);
  return envelope;
}
