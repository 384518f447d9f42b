import { can } from '@/core/access/roles';
import type { TenantScope } from '@/core/access/tenant-scope';
import type { CredentialView } from '@/core/contracts/credentials';
import { isCredentialKind, kindInfo } from '@/core/credentials/kinds';
import type { CredentialRow } from '@/infra/db/repositories/credentials';

/** A credential as it is shown: that secrets are set, and nothing more of them. Null for a kind of a newer version. */
export function showCredential(scope: TenantScope, row: CredentialRow): CredentialView | null {
  const { id, name, type, fields, hosts, createdAt, updatedAt } = row;
  if (!isCredentialKind(type)) return null;
  const mayUse = can(scope, 'credential:use');
  const secret = kindInfo(type).fields.filter((field) => field.secret);
  return {
    ...{ id, name, kind: type },
    fields: mayUse ? fields : {},
    secrets: Object.fromEntries(secret.map((field) => [field.name, 'set' as const])),
    hosts: mayUse ? hosts : [],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
