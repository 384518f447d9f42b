import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { CredentialView, NewCredential } from '@/core/contracts/credentials';
import { Bug, UserProblem } from '@/core/errors/app-error';
import { countCredentials, insertCredential } from '@/infra/db/repositories/credentials';
import { getDefaultProjectId } from '@/infra/db/repositories/workflows';
import { sealFields } from '@/infra/vault/open-credential';
import { recordAudit } from '@/services/audit/record-audit';
import { demandFields, demandHosts } from './check-credential';
import type { CredentialDeps } from './credential-deps';
import { showCredential } from './show-credential';

/**
 * Stores a credential. Its secrets are sealed here and opened by workers alone.
 * @throws UserProblem `credential.invalid`, `credential.bad-host`, `credential.too-many`.
 */
export async function createCredential(
  deps: CredentialDeps,
  scope: TenantScope,
  input: NewCredential,
): Promise<CredentialView> {
  demand(scope, 'credential:write');
  const { kind, name } = input;
  const { open: fields, secret } = demandFields(kind, input.fields);
  const hosts = demandHosts(kind, input.hosts);
  const id = deps.ids.uuid7();
  const key = { tenantId: scope.tenantId, id };
  const at = new Date(deps.clock.now());
  const envelope = sealFields(deps.vault, { ...key, credentialId: id, type: kind }, secret ?? {});
  await deps.db.withTenant(scope, async (tx) => {
    const { 'credentials.stored': most } = await deps.db.limits.of(scope.tenantId);
    if ((await countCredentials(tx, scope.tenantId)) >= most) throw tooMany(most);
    const projectId = await getDefaultProjectId(tx, scope.tenantId);
    await insertCredential(tx, key, {
      ...{ projectId, kind, name, fields, hosts, envelope, at },
      by: scope.actor.id,
    });
    await recordAudit(tx, scope, {
      action: 'credential.create',
      targetKind: 'credential',
      targetId: id,
      details: { kind, hosts },
    });
  });
  const view = showCredential(scope, {
    ...{ id, name, type: kind, fields, hosts },
    createdAt: at,
    updatedAt: at,
  });
  if (!view) throw new Bug('credential.unknown-kind', 'A credential of an unknown kind was stored.');
  return view;
}

function tooMany(most: number): UserProblem {
  return UserProblem.conflict(
    'credential.too-many',
    `A tenant stores at most ${most} credentials. Delete one that no workflow uses, or ask an admin to raise the limit.`,
    { limit: most },
  );
}
