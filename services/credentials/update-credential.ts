import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { CredentialChange, CredentialView } from '@/core/contracts/credentials';
import { type CredentialKind, isCredentialKind } from '@/core/credentials/kinds';
import { leadsElsewhere } from '@/core/credentials/read-fields';
import { UserProblem } from '@/core/errors/app-error';
import { lockCredential, updateCredential as writeCredential } from '@/infra/db/repositories/credentials';
import type { Envelope } from '@/infra/vault/vault';
import { sealFields } from '@/infra/vault/open-credential';
import { recordAudit } from '@/services/audit/record-audit';
import { demandFields, demandHosts } from './check-credential';
import type { CredentialDeps } from './credential-deps';
import { showCredential } from './show-credential';

/**
 * Changes a credential; secrets that are left out stay as they are. Whoever leads it elsewhere (another host, another
 * token address) gives the secret again: nobody gets at a secret by pointing it at a place of their own.
 * @throws UserProblem `credential.not-found`, `credential.invalid`, `credential.bad-host`, `credential.secret-needed`.
 */
export async function updateCredential(
  deps: CredentialDeps,
  scope: TenantScope,
  input: { id: string } & CredentialChange,
): Promise<CredentialView> {
  demand(scope, 'credential:write');
  const key = { tenantId: scope.tenantId, id: input.id };
  const view = await deps.db.withTenant(scope, async (tx) => {
    const row = await lockCredential(tx, key);
    if (!row || !isCredentialKind(row.type)) throw UserProblem.notFound('credential');
    const kind: CredentialKind = row.type;
    const { open: fields, secret } = demandFields(kind, input.fields ?? {}, row.fields);
    const hosts = input.hosts === undefined ? row.hosts : demandHosts(kind, input.hosts);
    const moved = leadsElsewhere(kind, { open: row.fields, hosts: row.hosts }, { open: fields, hosts });
    if (moved && secret === null) throw secretNeeded();
    const at = new Date(deps.clock.now());
    const envelope: Envelope | null = secret
      ? sealFields(deps.vault, { ...key, credentialId: input.id, type: kind }, secret)
      : null;
    const name = input.name ?? row.name;
    await writeCredential(tx, key, { name, fields, hosts, envelope, at });
    await recordAudit(tx, scope, {
      action: 'credential.update',
      targetKind: 'credential',
      targetId: input.id,
      details: { kind, hosts, secretChanged: secret !== null },
    });
    return showCredential(scope, { ...row, name, fields, hosts, updatedAt: at });
  });
  if (!view) throw UserProblem.notFound('credential');
  // Webhooks that let callers in by it.
  await deps.bus.publish('heddle_routes', scope.tenantId);
  return view;
}

function secretNeeded(): UserProblem {
  return new UserProblem(
    'credential.secret-needed',
    'This would send the secret to another place than before. Type the secret in again to confirm that you know it.',
    { status: 422 },
  );
}
