import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { CredentialUsage } from '@/core/contracts/credentials';
import { UserProblem } from '@/core/errors/app-error';
import { findCredentialUsage, lockCredential } from '@/infra/db/repositories/credentials';
import type { CredentialDeps } from './credential-deps';

/** Where a credential is used: at most 200 workflows. @throws UserProblem `credential.not-found`. */
export async function credentialUsage(
  deps: Pick<CredentialDeps, 'db'>,
  scope: TenantScope,
  input: { id: string },
): Promise<CredentialUsage> {
  demand(scope, 'credential:use');
  const key = { tenantId: scope.tenantId, id: input.id };
  return deps.db.withTenant(scope, async (tx) => {
    if (!(await lockCredential(tx, key))) throw UserProblem.notFound('credential');
    return { workflows: await findCredentialUsage(tx, key) };
  });
}
